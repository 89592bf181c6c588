import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Attention, QueriesAndKeys, QueriesKeysAndValues, Subject } from './attention.ts'
import type { FeatureMap } from './feature-map.ts'
import { masked, type Mask } from './mask.ts'

/**
 * How linear attention is computed: `quadratic` builds the n×n matrix; `associative` forms φ(K)ᵀV first and never
 * builds it (bidirectional only); `recurrent` runs over the tokens with a state (causal only).
 */
type LinearForm = 'quadratic' | 'associative' | 'recurrent'

export interface LinearOptions {
  readonly form?: LinearForm
  readonly mask?: Mask
  /** Divide each row by its sum (default), or leave the kernel as it is. */
  readonly normalised?: boolean
}

/**
 * Linear attention with a feature map: weights proportional to φ(q)·φ(k) (Katharopoulos et al.,
 * arXiv 2006.16236). Undefined where a row's normaliser is zero, which is stated as a hypothesis of the case.
 *
 * @throws {RangeError} when the form does not fit the mask.
 */
export function linear(map: FeatureMap, options: LinearOptions = {}): Subject {
  const { form = 'quadratic', mask = 'none', normalised = true } = options
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
    definition: (x) => definition(map, mask, normalised, x),
    implementation: (x) => implementations[form](map, mask, normalised, x),
  }
}

type Bound = Omit<Attention, 'name'>

function definition(map: FeatureMap, mask: Mask, normalised: boolean, x: Recorder): Bound {
  const weights = ({ q, k }: QueriesAndKeys) => {
    const kernel = map.define.queries(q, x).matMul(map.define.keys(k, x).transpose())
    const allowed = masked(kernel, mask, x)
    return normalised ? allowed.div(nonzero(allowed.sum(-1, true), x)) : allowed
  }
  return { weights, output: (inputs) => weights(inputs).matMul(inputs.v) }
}

/** The same array; that it has no zero becomes a hypothesis of the case. */
function nonzero(normaliser: Real, x: Recorder): Real {
  x.assume(normaliser.equal(0).not())
  return normaliser
}

type Implementation = (map: FeatureMap, mask: Mask, normalised: boolean, x: Recorder) => Bound

const quadratic: Implementation = (map, mask, normalised, x) => {
  const kernelAndSum = ({ q, k }: QueriesAndKeys) => {
    const kernel = masked(map.compute(q, x).matMul(map.compute(k, x).transpose()), mask, x)
    return { kernel, normaliser: normalised ? nonzero(kernel.sum(-1, true), x) : undefined }
  }
  return {
    weights(inputs) {
      const { kernel, normaliser } = kernelAndSum(inputs)
      return normaliser ? kernel.div(normaliser) : kernel
    },
    output(inputs) {
      const { kernel, normaliser } = kernelAndSum(inputs)
      const mixed = kernel.matMul(inputs.v)
      return normaliser ? mixed.div(normaliser) : mixed
    },
  }
}

const associative: Implementation = (map, _mask, normalised, x) =>
  fromOutput(x, ({ q, k, v }) => {
    const keys = map.compute(k, x)
    const queries = map.compute(q, x)
    const mixed = queries.matMul(keys.transpose().matMul(v))
    if (!normalised) return mixed
    return mixed.div(nonzero(queries.matMul(keys.sum(0, true).transpose()), x))
  })

const recurrent: Implementation = (map, _mask, normalised, x) =>
  fromOutput(x, ({ q, k, v }) => {
    const keys = map.compute(k, x)
    const queries = map.compute(q, x)
    let outputs: Real | undefined
    let state: Real | undefined
    let normaliser: Real | undefined
    for (let i = 0; i < k.shape[0]; i++) {
      const key = keys.gather([i]).transpose()
      const step = key.mul(v.gather([i]))
      state = state ? state.add(step) : step
      normaliser = normaliser ? normaliser.add(key) : key
      const query = queries.gather([i])
      const read = query.matMul(state)
      const output = normalised ? read.div(nonzero(query.matMul(normaliser), x)) : read
      outputs = outputs ? outputs.concat(output) : output
    }
    return outputs!
  })

const implementations: Record<LinearForm, Implementation> = { quadratic, associative, recurrent }

/** A mechanism that has outputs only: its weights are its outputs for V = I. */
function fromOutput(x: Recorder, output: (inputs: QueriesKeysAndValues) => Real): Bound {
  return {
    output,
    weights({ q, k }) {
      const n = k.shape[0]
      const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
      return output({ q, k, v: x.constant(identity, [n, n]) })
    },
  }
}
