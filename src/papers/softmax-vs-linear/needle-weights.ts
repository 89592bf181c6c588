import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { DrawnSelfAttentionData } from './seed-data.ts'

/** The weight [r, 1] that the rows put on the needle's token; `own` [r, 1] is 1 for the needle's row, 0 for others. */
export type NeedleWeight = (data: DrawnSelfAttentionData, own: Real, x: Recorder) => Real
type Sizes = Pick<DrawnSelfAttentionData, 'n' | 'a' | 'root'>

/** w* = 1/(1 + (n-1) n^(-a(1+a))) in the needle's row, w_o = 1/(1 + (n-1) n^(-a)) in the others. */
export function softmaxWeight({ n, a, root }: Sizes, own: Real, x: Recorder): Real {
  const power = (root?.square() ?? x.constant(n).log()).mul(a).mul(own.mul(a).add(1))
  const others = power
    .neg()
    .exp()
    .mul(n - 1)
  return x.constant(1).div(others.add(1))
}

/** (1 + a)/(n + a) in every row. */
export const linearWeight = ({ n, a }: Sizes, own: Real): Real => own.mul(0).add(a.add(1).div(a.add(n)))

/** `softmaxWeight` in float64: w* and w_o. */
export function softmaxNeedleWeights(n: number, a: number): { own: number; other: number } {
  const logistic = (z: number) => 1 / (1 + Math.exp(-z))
  return {
    own: logistic(a * (1 + a) * Math.log(n) - Math.log(n - 1)),
    other: logistic(a * Math.log(n) - Math.log(n - 1)),
  }
}

/** `linearWeight` in float64. */
export const linearNeedleWeight = (n: number, a: number): number => (1 + a) / (n + a)

/** R2: softmax's weight of the needle, n^a/(n^a + n - 1), for every query. */
export const crossSoftmaxWeight = (n: number, a: number): number => softmaxNeedleWeights(n, a).other

/** R2: linear attention's weight of the needle, (c + a)/(nc + a), for every query. */
export const crossLinearWeight = (n: number, a: number, c: number): number => (c + a) / (n * c + a)
