import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { stackedCopies } from './indicators.ts'
import type { NeedleWeight } from './needle-weights.ts'
import { rootLambda, type DrawnSelfAttentionData } from './seed-data.ts'

/** All that the closed form reads of the signs of m neurons, each [1, m]; k is the identity column of the needle's row. */
export interface SignSums {
  readonly y1: () => Real
  readonly yk: () => Real
  readonly yd: () => Real
  /** y_2 + … + y_(d-1). */
  readonly S: () => Real
}

/**
 * h(w; y) [r, m] = w (a y_1 + b y_k) + b (1-w)(t S - y_k)/(n-1) + c y_d with t = n/(d-2), derived in
 * proofs-notes/seed/seed-softmax-separates.md.
 *
 * @param w the weights of the needle in r rows [r, 1]
 */
export function closedResponse(
  { n, d, a, b, c }: Omit<DrawnSelfAttentionData, 'needle'>,
  w: Real,
  y: SignSums,
): Real {
  const yk = y.yk()
  const others = y
    .S()
    .mul(n / (d - 2))
    .sub(yk)
  const needlePart = w.matMul(y.y1().mul(a).add(yk.mul(b)))
  const otherPart = w
    .neg()
    .add(1)
    .matMul(others.mul(b))
    .div(n - 1)
  return needlePart.add(otherPart).add(y.yd().mul(c))
}

/** √Λ h(w; y) [r, m]: the closed form of `preactivations`. */
export function closedForm(
  data: DrawnSelfAttentionData,
  rows: Real,
  signs: Real,
  weight: NeedleWeight,
  x: Recorder,
): Real {
  const { n, d, needle, root = rootLambda(n, x) } = data
  const w = weight(data, rows.matMul(needle), x)
  const inner = signs.gather(
    Array.from({ length: d - 2 }, (_, at) => 1 + at),
    1,
  )
  const column = (at: number) => () => signs.gather([at], 1).transpose()
  const yk = () =>
    inner
      .matMul(stackedCopies(n, d - 2, x).transpose())
      .matMul(needle)
      .transpose()
  const S = () => inner.sum(1, true).transpose()
  return closedResponse(data, w, { y1: column(0), yk, yd: column(d - 1), S }).mul(root)
}
