import type { Recorder } from '../program/recorder.ts'
import { fromWeights, type Subject } from './attention.ts'
import { checkMask, masked, mixed, type Mask } from './mask.ts'
import { checkScale, scaled, type Scale } from './scale.ts'
import { checkOptions, namedParts } from './subject-options.ts'

/** What `sigmoidAttention` takes. */
export interface SigmoidOptions {
  /** What scores are multiplied by. @default 'none' */
  readonly scale?: Scale
  /** Which keys a query may use. @default 'none' */
  readonly mask?: Mask
  /** What is added to scores: minus the logarithm of the number of keys, or nothing. @default 'minus-log-keys' */
  readonly bias?: 'minus-log-keys' | 'none'
}

/**
 * Sigmoid attention: each weight is 1/(1 + e^-(s + b)) of its own score, with b = -ln n, so that equal scores of 0 have
 * weights near 1/n; rows are not divided by their sums (Ramapuram et al., arXiv 2409.04431). Of n keys the weight is
 * 1/(1 + n e^-s); a mask does not change n. Undefined for a query without allowed keys, which is stated as a hypothesis.
 *
 * @throws {RangeError} when there is no such scale, mask, bias or option
 *
 * @example
 * ```ts
 * sigmoidAttention({ bias: 'none' })
 * ```
 */
export function sigmoidAttention(options: SigmoidOptions = {}): Subject {
  checkOptions(options, ['scale', 'mask', 'bias'], 'sigmoid attention')
  const { scale = 'none', mask = 'none', bias = 'minus-log-keys' } = options
  checkScale(scale)
  checkMask(mask)
  if (bias !== 'minus-log-keys' && bias !== 'none')
    throw new RangeError(`there is no bias ${String(bias)}; give 'minus-log-keys' or 'none'`)
  const parts = [...namedParts(scale, mask), ...(bias === 'none' ? ['no bias'] : [])]
  const countOf = (keys: number) => (bias === 'none' ? 1 : keys)
  const attending = (x: Recorder, weights: Parameters<typeof fromWeights>[0]) =>
    fromWeights(weights, (weighted, values) => mixed(weighted, values, mask, x))
  return {
    name: parts.length === 0 ? 'sigmoid' : `sigmoid(${parts.join(', ')})`,
    definition: (x) =>
      attending(x, ({ q, k }) => {
        const scores = scaled(q.matMul(k.transpose()), scale, k.shape[1], x)
        // e^s/(e^s + n), over the larger of e^s and 1, so that it exists for scores of any size.
        const allowed = masked(scores, mask, x)
        const above = allowed.minimum(0).exp()
        const others = allowed.maximum(0).neg().exp().mul(countOf(k.shape[0]))
        return masked(above.div(above.add(others)), mask, x)
      }),
    implementation: (x) =>
      attending(x, ({ q, k }) => {
        const scores = masked(scaled(q, scale, k.shape[1], x).matMul(k.transpose()), mask, x)
        const biased = bias === 'none' ? scores : scores.sub(x.constant(k.shape[0]).log())
        return masked(biased.mul(0.5).tanh().add(1).mul(0.5), mask, x)
      }),
  }
}
