import type { Recorder } from '../program/recorder.ts'
import { fromWeights, type Computation, type Subject } from './attention.ts'
import type { FeatureMap } from './feature-map.ts'
import { implementations, nonzero, type LinearForm } from './linear-forms.ts'
import { checkMask, masked, mixed, type Mask } from './mask.ts'
import { checkOptions } from './subject-options.ts'

/** What `linear` takes beside the feature map. */
export interface LinearOptions {
  /** The order in which it is computed; all mean the same. @default 'quadratic' */
  readonly form?: LinearForm
  /** Which keys a query may use. @default 'none' */
  readonly mask?: Mask
  /** Divide each row by its sum, or leave the kernel as it is. @default true */
  readonly normalised?: boolean
}

/**
 * Linear attention with a feature map: weights proportional to φ(q)·φ(k) (Katharopoulos et al.,
 * arXiv 2006.16236). Undefined where a row's normaliser is zero or a query has no allowed key, which is stated as a
 * hypothesis of the case; the latter of unnormalised attention too.
 *
 * @throws {RangeError} when the form does not fit the mask, or there is no such form, mask or option
 *
 * @example
 * ```ts
 * linear(elu1, { form: 'recurrent', mask: 'causal' })
 * ```
 */
export function linear(map: FeatureMap, options: LinearOptions = {}): Subject {
  checkOptions(options, ['form', 'mask', 'normalised'], 'linear attention')
  const { form = 'quadratic', mask = 'none', normalised = true } = options
  if (!Object.hasOwn(implementations, form))
    throw new RangeError(
      `there is no form ${form} of linear attention; give ${Object.keys(implementations).join(', ')}`,
    )
  checkMask(mask)
  if (typeof normalised !== 'boolean')
    throw new RangeError(`normalised is ${JSON.stringify(normalised)}; give true or false`)
  if (form === 'associative' && mask !== 'none') throw new RangeError('the associative form has no mask')
  if (form === 'recurrent' && mask !== 'causal')
    throw new RangeError("the recurrent form is causal: say mask: 'causal'")
  const parts = [
    map.name,
    ...(form === 'quadratic' ? [] : [form]),
    ...(mask === 'none' ? [] : [mask === 'causal' ? 'causal' : 'masked']),
    ...(normalised ? [] : ['unnormalised']),
  ]
  return {
    name: `linear(${parts.join(', ')})`,
    linear: { map, mask, normalised },
    ...(map.positions && { positions: true }),
    definition: (x) => definition(map, mask, normalised, x),
    implementation: (x) => implementations[form](map, mask, normalised, x),
  }
}

function definition(map: FeatureMap, mask: Mask, normalised: boolean, x: Recorder): Computation {
  return fromWeights(
    ({ q, k, ...beside }) => {
      const kernel = map.define.queries(q, x, beside).matMul(map.define.keys(k, x, beside).transpose())
      const allowed = masked(kernel, mask, x)
      return normalised ? allowed.div(nonzero(allowed.sum(-1, true), x)) : allowed
    },
    (weights, values) => mixed(weights, values, mask, x),
  )
}
