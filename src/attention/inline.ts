import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { fromWeights, type QueriesAndKeys, type Subject } from './attention.ts'
import { computedKeys, type FeatureMap } from './feature-map.ts'

/** `released`: kernel divided by n, as in the released code. `published`: as in the paper's formula. */
export type InlineScaling = 'released' | 'published'

/**
 * InLine attention (Han et al., arXiv 2412.06590): the row mean is subtracted and 1/n added, so that rows sum to 1
 * without a division. Weights may be negative.
 *
 * @throws {RangeError} when there is no such scaling
 *
 * @example
 * ```ts
 * inline(identity, 'published')
 * ```
 */
export function inline(map: FeatureMap, scaling: InlineScaling = 'released'): Subject {
  const define = ({ q, k, ...beside }: QueriesAndKeys, x: Recorder): Real => {
    const n = k.shape[0]
    const kernel = map.define.queries(q, x, beside).matMul(map.define.keys(k, x, beside).transpose())
    const centred = kernel.sub(kernel.sum(-1, true).div(n))
    return (scaling === 'released' ? centred.div(n) : centred).add(x.rational(1, n))
  }
  const compute = ({ q, k, ...beside }: QueriesAndKeys, x: Recorder): Real => {
    const n = k.shape[0]
    const kernel = map.compute(q, x, beside).matMul(computedKeys(map, k, x, beside).transpose())
    const share = scaling === 'released' ? kernel.mul(x.rational(1, n)) : kernel
    return share.sub(share.sum(-1, true).mul(x.rational(1, n))).add(x.rational(1, n))
  }
  if (scaling !== 'released' && scaling !== 'published')
    throw new RangeError(`there is no scaling ${String(scaling)} of InLine; give 'released' or 'published'`)
  return {
    name: `inline(${map.name}${scaling === 'released' ? '' : ', published scaling'})`,
    inline: { map },
    ...(map.positions && { positions: true }),
    definition: (x) => fromWeights((inputs) => define(inputs, x)),
    implementation: (x) => fromWeights((inputs) => compute(inputs, x)),
  }
}
