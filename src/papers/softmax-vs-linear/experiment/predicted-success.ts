import { predict } from '../firing-probability.ts'
import type { Mechanism } from '../mechanisms.ts'
import type { SeedSetting } from '../seed-setting.ts'
import { isReal, whyInadmissible, withParameter, type Parameter } from './sweeps.ts'

/** What a figure draws of the closed form. */
export interface PredictedSuccess {
  /** In order of x. Where enclosures leave a class of signs open, both limits stand at the same x. */
  readonly values: readonly { readonly x: number; readonly probability: number }[]
  /** Whether these are all integers from the first to the last that are admissible. */
  readonly complete: boolean
}

/** A rise of the curve that is at most this, in probability, may be drawn as a chord: half a pixel of 380. */
const RISE = 1 / 760
/** Chords are at most this part of the range: a pixel. */
const CHORDS = 660
/** Real parameters have three decimals. */
const FINEST = 1000
/** A longer range, or more admissible integers, would take minutes. */
const MOST = { range: 100_000, integers: 2000 }

/**
 * The closed form's success probability between the first and the last of the simulated points: of an integer parameter
 * at every admissible integer, or at the simulated ones where there are too many; of a real one so densely that chords
 * are the curve, jumps included.
 *
 * @param xs the simulated points
 */
export function predictedSuccess(
  base: SeedSetting,
  parameter: Parameter,
  xs: readonly number[],
  mechanism: Mechanism,
): PredictedSuccess {
  const [from, to] = [Math.min(...xs), Math.max(...xs)]
  const limitsAt = (x: number): readonly number[] => {
    const setting = withParameter(base, parameter, x)
    if (whyInadmissible(setting) !== undefined) return []
    const [low, high] = predict(setting, mechanism).success
    // Both ends of a quotient are rounded alike: they differ only where a class is open.
    return low === high ? [low] : [low, high]
  }
  const all = isReal(parameter) ? denseCurve(from, to, xs, limitsAt) : undefined
  const integers = all ? undefined : admissibleIntegers(base, parameter, from, to)
  const at = all ?? new Map((integers ?? [...xs].sort((a, b) => a - b)).map((x) => [x, limitsAt(x)]))
  const values = [...at].flatMap(([x, limits]) => limits.map((probability) => ({ x, probability })))
  return { values, complete: integers !== undefined }
}

/** Undefined where there are too many. */
function admissibleIntegers(
  base: SeedSetting,
  parameter: Parameter,
  from: number,
  to: number,
): number[] | undefined {
  if (to - from > MOST.range) return undefined
  const integers: number[] = []
  for (let x = from; x <= to; x++)
    if (whyInadmissible(withParameter(base, parameter, x)) === undefined) integers.push(x)
  return integers.length > MOST.integers ? undefined : integers
}

/** On a grid with the simulated points; between neighbours that differ, halved down to the finest step. */
function denseCurve(
  from: number,
  to: number,
  xs: readonly number[],
  limitsAt: (x: number) => readonly number[],
): Map<number, readonly number[]> {
  // Thousandths, so that halving stays exact.
  const [first, last] = [from, to].map((x) => Math.round(FINEST * x))
  const step = Math.max(1, Math.floor((last - first) / CHORDS))
  const grid = new Set(xs.map((x) => Math.round(FINEST * x)))
  for (let at = first; at < last; at += step) grid.add(at)
  const known = new Map<number, readonly number[]>()
  const value = (at: number): readonly number[] => {
    const limits = known.get(at) ?? limitsAt(at / FINEST)
    known.set(at, limits)
    return limits
  }
  const refine = (a: number, b: number): void => {
    const [[left], [right]] = [value(a), value(b)]
    if (b - a < 2 || Math.abs(left - right) <= RISE) return
    const middle = Math.floor((a + b) / 2)
    refine(a, middle)
    refine(middle, b)
  }
  const sorted = [...grid].sort((a, b) => a - b)
  for (const [i, at] of sorted.entries()) refine(sorted[Math.max(0, i - 1)], at)
  return new Map([...known].sort(([a], [b]) => a - b).map(([at, limits]) => [at / FINEST, limits]))
}
