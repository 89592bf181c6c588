import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { span } from '../program/span.ts'
import { fromWeights, type Computation, type Subject } from './attention.ts'
import { checkMask, masked, maskedScores, mixed, type Mask } from './mask.ts'
import { checkScale, scaled, type Scale } from './scale.ts'
import { checkOptions, namedParts } from './subject-options.ts'

/** What `alibiAttention` takes. */
export interface AlibiOptions {
  /** What each step between a query and a key takes from their score; of head h of H, as published, 2^(-8h/H). */
  readonly slope: number
  /** What scores are multiplied by, before anything is taken from them. @default 'none' */
  readonly scale?: Scale
  /** Which keys a query may use. @default 'causal' */
  readonly mask?: Mask
}

/** Scores less slope · |i - j|. */
function distant(scores: Real, slope: number, x: Recorder): Real {
  const [queries, keys] = scores.shape
  const distances = span(0, queries).flatMap((query) => span(0, keys).map((key) => Math.abs(query - key)))
  return scores.sub(x.constant(distances, [queries, keys]).mul(slope))
}

/**
 * What has the same weights: of a causal row, whose distances are i - j, scores plus slope · j, which differ from it by
 * slope · i. Else the smaller of what both signs of the distance make.
 */
function biased(scores: Real, slope: number, mask: Mask, x: Recorder): Real {
  const [queries, keys] = scores.shape
  const ofKeys = x.constant(span(0, keys), [1, keys]).mul(slope)
  if (mask === 'causal') return scores.add(ofKeys)
  const ofQueries = x.constant(span(0, queries), [queries, 1]).mul(slope)
  const ahead = ofKeys.sub(ofQueries)
  return scores.add(ahead.minimum(ahead.neg()))
}

/**
 * ALiBi, attention with linear biases: softmax of the scores less slope · |i - j| for query i and key j; causal unless
 * another mask is given (Press et al., arXiv 2108.12409). Positions are counted from the first row, of queries and of keys.
 * Undefined for a query without allowed keys, which is stated as a hypothesis of the case.
 *
 * The definition takes slope · |i - j| from the scores. The implementation adds slope · j to them where the mask is causal,
 * as the published code does: what that adds to all scores of a row cancels.
 *
 * @throws {RangeError} when the slope is negative or no finite number, or there is no such scale, mask or option
 *
 * @example
 * ```ts
 * alibiAttention({ slope: 1 / 4 })
 * ```
 */
export function alibiAttention(options: AlibiOptions): Subject {
  checkOptions(options, ['slope', 'scale', 'mask'], 'ALiBi')
  const { slope, scale = 'none', mask = 'causal' } = options
  if (!(slope >= 0 && slope < Infinity))
    throw new RangeError(`the slope of ALiBi is ${slope}; give a finite number that is not negative`)
  checkScale(scale)
  checkMask(mask)
  const attending = (x: Recorder, weights: Computation['weights']) =>
    fromWeights(weights, (weighted, values) => mixed(weighted, values, mask, x))
  return {
    name: `alibi(${[`slope ${slope}`, ...namedParts(scale, mask)].join(', ')})`,
    positions: true,
    definition: (x) =>
      attending(x, ({ q, k }) => {
        const scores = distant(scaled(q.matMul(k.transpose()), scale, k.shape[1], x), slope, x)
        const terms = masked(maskedScores(scores, mask).belowMax(-1).exp(), mask, x)
        return terms.div(terms.sum(-1, true))
      }),
    implementation: (x) =>
      attending(x, ({ q, k }) => {
        const scores = scaled(q, scale, k.shape[1], x).matMul(k.transpose())
        const below = maskedScores(biased(scores, slope, mask, x), mask).belowMax(-1)
        const numerators = masked(below.exp(), mask, x)
        return numerators.div(numerators.sum(-1, true))
      }),
  }
}
