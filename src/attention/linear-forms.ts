import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Computation, QueriesAndKeys, QueriesKeysAndValues } from './attention.ts'
import { computedKeys, type FeatureMap } from './feature-map.ts'
import { masked, mixed, type Mask } from './mask.ts'

/**
 * How linear attention is computed: `quadratic` builds the n×n matrix; `associative` forms φ(K)ᵀV first and never
 * builds it (bidirectional only); `recurrent` runs over the queries with a state, to which each
 * adds the key of its position (causal only).
 */
export type LinearForm = 'quadratic' | 'associative' | 'recurrent'

type Implementation = (map: FeatureMap, mask: Mask, normalised: boolean, x: Recorder) => Computation

/** The same array; that it has no zero becomes a hypothesis of the case. */
export function nonzero(normaliser: Real, x: Recorder): Real {
  x.assume(normaliser.equal(0).not())
  return normaliser
}

const quadratic: Implementation = (map, mask, normalised, x) => {
  const divided = ({ q, k, ...beside }: QueriesAndKeys, made: (kernel: Real) => Real) => {
    const kernel = masked(
      map.compute(q, x, beside).matMul(computedKeys(map, k, x, beside).transpose()),
      mask,
      x,
    )
    if (!normalised) return made(kernel)
    const normaliser = nonzero(kernel.sum(-1, true), x)
    return made(kernel).div(normaliser)
  }
  return {
    weights: (inputs) => divided(inputs, (kernel) => kernel),
    output: (inputs) => divided(inputs, (kernel) => mixed(kernel, inputs.v, mask, x)),
  }
}

const associative: Implementation = (map, _mask, normalised, x) =>
  fromOutput(x, ({ q, k, v, ...beside }) => {
    const keys = computedKeys(map, k, x, beside)
    const queries = map.compute(q, x, beside)
    const mixed = queries.matMul(keys.transpose().matMul(v))
    if (!normalised) return mixed
    return mixed.div(nonzero(queries.matMul(keys.sum(0, true).transpose()), x))
  })

const recurrent: Implementation = (map, _mask, normalised, x) =>
  fromOutput(x, ({ q, k, v, ...beside }) => {
    const keys = computedKeys(map, k, x, beside)
    const queries = map.compute(q, x, beside)
    let outputs: Real | undefined
    let state: Real | undefined
    let normaliser: Real | undefined
    for (let i = 0; i < q.shape[0]; i++) {
      // Queries behind the last key read the last state.
      if (i < k.shape[0]) {
        const key = keys.gather([i]).transpose()
        const step = key.mul(v.gather([i]))
        state = state ? state.add(step) : step
        normaliser = normaliser ? normaliser.add(key) : key
      }
      const query = queries.gather([i])
      const read = query.matMul(state!)
      const output = normalised ? read.div(nonzero(query.matMul(normaliser!), x)) : read
      outputs = outputs ? outputs.concat(output) : output
    }
    return outputs ?? x.constant([], [0, v.shape[1]])
  })

export const implementations: Record<LinearForm, Implementation> = { quadratic, associative, recurrent }

/** A mechanism that has outputs only: its weights are its outputs for V = I. */
export function fromOutput(x: Recorder, output: (inputs: QueriesKeysAndValues) => Real): Computation {
  return {
    output,
    weights({ q, k, ...beside }) {
      const n = k.shape[0]
      const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
      return output({ ...beside, q, k, v: x.constant(identity, [n, n]) })
    },
  }
}
