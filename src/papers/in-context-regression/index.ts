import { eye, tuples } from '../../predicate.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'

/** What a number may be, with how many chances out of 12. */
export type Draw = readonly (readonly [value: number, chances: number])[]

/** Its moments up to the fifth are those of N(0, 1): 0, 1, 0, 3, 0. */
export const LIKE_NORMAL: Draw = [
  [0, 6],
  [1, 2],
  [-1, 2],
  [2, 1],
  [-2, 1],
]
/** Of mean 0 and variance 1, but the fourth moment is 1. */
export const SIGN: Draw = [
  [1, 6],
  [-1, 6],
]

/** All outcomes [outcomes, n, d] of n rows of independent draws, and the probability [outcomes, 1, 1] of each. */
export function outcomes(draw: Draw, [n, d]: readonly number[], x: Recorder): { rows: Real; chances: Real } {
  const all = tuples(draw, n * d)
  const values = all.flatMap((one) => one.map(([value]) => value))
  const chances = all.map((one) => one.reduce((product, [, chance]) => product * chance, 1))
  return {
    rows: x.constant(values, [all.length, n, d]),
    chances: x.constant(chances, [all.length, 1, 1]).div(12 ** (n * d)),
  }
}

/** The mean of xxᵀ over rows x [..., n, d]. */
export const secondMoment = (rows: Real): Real => rows.transpose().matMul(rows).div(rows.shape.at(-2)!)

/** The trace of a matrix. */
export const trace = (of: Real, x: Recorder): Real => of.mul(eye(of.shape[0], x)).sum()

/** (1 + sign/n) Λ + (tr Λ/n) I for n examples. */
export const mixed = (of: Real, n: number, sign: number, x: Recorder): Real =>
  of.mul(x.rational(n + sign, n)).add(eye(of.shape[0], x).mul(trace(of, x)).div(n))
