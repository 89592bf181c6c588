/** @throws {RangeError} when a word is none of the choices */
export function chosen<T extends string>(option: string, word: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === word)
  if (found !== undefined) return found
  throw new RangeError(`${option} ${word}: give ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`)
}

/** @throws {RangeError} when it is no finite number */
export function numberFrom(option: string, value: string | number, wanted: string): number {
  const number = typeof value === 'number' ? value : DECIMAL.test(value) ? Number(value) : NaN
  if (Number.isFinite(number)) return number
  throw new RangeError(`${option} ${value}: give ${wanted}`)
}

/**
 * A whole number, 1 or more.
 *
 * @param all the value that `part` is a part of, for the message
 * @throws {RangeError} when it is none
 */
export function wholeFrom(
  option: string,
  all: string | number,
  part: string | undefined,
  wanted: string,
): number {
  const number = /^\d{1,9}$/.test(part ?? '') ? Number(part) : 0
  if (number > 0) return number
  throw new RangeError(`${option} ${all}: give ${wanted}`)
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
