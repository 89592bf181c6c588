import { fromWeights, type Subject } from './attention.ts'
import { masked, maskedScores, type Mask } from './mask.ts'
import { scaled, type Scale } from './scale.ts'

export interface SoftmaxOptions {
  readonly scale?: Scale
  readonly mask?: Mask
}

/**
 * Softmax attention: weights proportional to e^(scale · q·k), each row summing to 1 (Vaswani et al.,
 * arXiv 1706.03762; the scale is left out unless it is asked for).
 *
 * The definition is the quotient of exponentials. The implementation is the usual two-pass kernel: scores, row
 * maximum, exponentials of what lies below it, division by their sum.
 */
export function softmaxAttention(options: SoftmaxOptions = {}): Subject {
  const { scale = 'none', mask = 'none' } = options
  return {
    name: nameOf(options),
    definition: (x) =>
      fromWeights(({ q, k }) => {
        const scores = scaled(q.matMul(k.transpose()), scale, k.shape[1], x)
        const terms = masked(maskedScores(scores, mask, x).belowMax(-1).exp(), mask, x)
        return terms.div(terms.sum(-1, true))
      }),
    implementation: (x) =>
      fromWeights(({ q, k }) => {
        const query = scaled(q, scale, k.shape[1], x)
        const scores = maskedScores(query.matMul(k.transpose()), mask, x)
        const numerators = masked(scores.belowMax(-1).exp(), mask, x)
        return numerators.div(numerators.sum(-1, true))
      }),
  }
}

/** Softmax attention as most claims mean it: unscaled, unmasked. */
export const softmax: Subject = softmaxAttention()

function nameOf({ scale = 'none', mask = 'none' }: SoftmaxOptions): string {
  const parts = [
    ...(scale === 'none' ? [] : [scale === 'inverse-sqrt-width' ? 'scale 1/√d' : `scale ${scale}`]),
    ...(mask === 'none' ? [] : [mask === 'causal' ? 'causal' : 'masked']),
  ]
  return parts.length === 0 ? 'softmax' : `softmax(${parts.join(', ')})`
}
