import { InvalidArgumentError } from 'commander'

/** Reads a whole number of at least `least` from the command line. */
export const wholeNumber =
  (least: number, example: string) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^[+-]?\d[\d_]*$/.test(text) && !/^\d+(\.\d+)?e\+?\d+$/i.test(text))
      throw new InvalidArgumentError(`It is no whole number; write for example ${example}.`)
    const whole = Number.isNaN(value) ? Number(text.replaceAll('_', '')) : value
    if (!Number.isSafeInteger(whole))
      throw new InvalidArgumentError(`It is no whole number below 2^53; write for example ${example}.`)
    if (whole < least)
      throw new InvalidArgumentError(`It must be at least ${least}; write for example ${example}.`)
    return whole
  }

/** Reads a seed: a whole number from 0 to 2^32 - 1. */
export function seed(text: string): number {
  const value = wholeNumber(0, '--seed 1')(text)
  if (value >= 2 ** 32) throw new InvalidArgumentError('It must be below 2^32; write for example --seed 1.')
  return value
}

/** Reads a probability that is neither 0 nor 1. */
export function probability(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('It must be a number between 0 and 1; write for example --demand 0.05.')
  return value
}

/** Seconds of a unit of time. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** Reads a time with its unit, as `10m`. @returns seconds */
export function duration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text.trim()) ?? []
  const value = Number(number) * UNITS[unit]
  if (!(value > 0))
    throw new InvalidArgumentError(
      'It must be a time above 0 with its unit, s, m or h; write for example --budget 10m.',
    )
  return value
}

/** Reads a positive number of seconds. */
export function seconds(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!(value > 0 && value < Infinity))
    throw new InvalidArgumentError('It must be a number above 0; write for example --seconds 30.')
  return value
}
