import type { Recorder } from '../program/recorder.ts'
import { fromWeights, type Computation, type Subject } from './attention.ts'
import { checkMask, masked, maskedScores, mixed, type Mask } from './mask.ts'
import { checkScale, scaled, type Scale } from './scale.ts'
import { checkOptions, namedParts } from './subject-options.ts'

/** What `softmaxAttention` takes. */
export interface SoftmaxOptions {
  /** What scores are multiplied by. @default 'none' */
  readonly scale?: Scale
  /** Which keys a query may use. @default 'none' */
  readonly mask?: Mask
}

/**
 * Softmax attention: weights proportional to e^(scale · q·k), each row summing to 1 (Vaswani et al.,
 * arXiv 1706.03762; the scale is left out unless it is asked for).
 *
 * The definition is the quotient of exponentials. The implementation is the usual two-pass kernel: scores, row
 * maximum, exponentials of what lies below it, division by their sum. Undefined for a query without allowed keys:
 * that there is none is stated as a hypothesis of the case.
 *
 * @throws {RangeError} when the scale is no finite number, or there is no such scale, mask or option
 *
 * @example
 * ```ts
 * softmaxAttention({ scale: 'inverse-sqrt-width', mask: 'causal' })
 * softmaxAttention({ mask: (query, key) => Math.abs(query - key) < 2 })
 * ```
 */
export function softmaxAttention(options: SoftmaxOptions = {}): Subject {
  checkOptions(options, ['scale', 'mask'], 'softmax attention')
  const { scale = 'none', mask = 'none' } = options
  checkScale(scale)
  checkMask(mask)
  const attending = (x: Recorder, weights: Computation['weights']) =>
    fromWeights(weights, (weighted, values) => mixed(weighted, values, mask, x))
  return {
    name: nameOf(options),
    definition: (x) =>
      attending(x, ({ q, k }) => {
        const scores = scaled(q.matMul(k.transpose()), scale, k.shape[1], x)
        const terms = masked(maskedScores(scores, mask).belowMax(-1).exp(), mask, x)
        return terms.div(terms.sum(-1, true))
      }),
    implementation: (x) =>
      attending(x, ({ q, k }) => {
        const query = scaled(q, scale, k.shape[1], x)
        const scores = maskedScores(query.matMul(k.transpose()), mask)
        const numerators = masked(scores.belowMax(-1).exp(), mask, x)
        return numerators.div(numerators.sum(-1, true))
      }),
  }
}

/** Softmax attention as most claims mean it: unscaled, unmasked. */
export const softmax: Subject = softmaxAttention()

function nameOf({ scale = 'none', mask = 'none' }: SoftmaxOptions): string {
  const parts = namedParts(scale, mask)
  return parts.length === 0 ? 'softmax' : `softmax(${parts.join(', ')})`
}
