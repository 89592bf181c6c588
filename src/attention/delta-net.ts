import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { span } from '../program/span.ts'
import { type QueriesKeysAndValues, type Subject } from './attention.ts'
import { given } from './beside.ts'
import { fromOutput } from './linear-forms.ts'

/**
 * DeltaNet, causal and not divided by sums: S_t = S_(t-1) + β_t k_t (v_t - S_(t-1)ᵀ k_t)ᵀ and o_t = S_tᵀ q_t (Schlag et
 * al., arXiv 2102.11174; Yang et al., arXiv 2406.06484). Its β are the input `rates`, [n, 1], beside queries and keys. Keys
 * are taken as they are. A query behind the last key reads the last state.
 *
 * The definition is the recurrence. The implementation goes chunk by chunk in the WY form: with T = (I + L)⁻¹ diag(β),
 * L the strictly lower part of diag(β) K Kᵀ, a chunk adds Kᵀ(T V - T K S) to the state S before it.
 *
 * @param chunk tokens in a chunk
 * @throws {RangeError} unless the chunk is a positive integer
 *
 * @example
 * ```ts
 * bind(deltaNet(2), x).output({ q, k, v: k, rates: k.square().sum(-1, true).minimum(1) })
 * ```
 */
export function deltaNet(chunk = 16): Subject {
  if (!Number.isSafeInteger(chunk) || chunk < 1)
    throw new RangeError(`the chunk of DeltaNet is ${chunk}; give a positive integer`)
  return {
    name: `deltanet(chunks of ${chunk}), causal`,
    definition: (x) => fromOutput(x, (inputs) => recurrent(inputs, x)),
    implementation: (x) => fromOutput(x, (inputs) => chunkwise(inputs, chunk, x)),
  }
}

function recurrent({ q, k, v, ...beside }: QueriesKeysAndValues, x: Recorder): Real {
  const rates = given(beside, 'rates', 'DeltaNet')
  let state: Real | undefined
  const outputs: Real[] = []
  for (let i = 0; i < q.shape[0]; i++) {
    if (i < k.shape[0]) {
      const key = k.gather([i])
      const missing = state ? v.gather([i]).sub(key.matMul(state)) : v.gather([i])
      const change = key.transpose().mul(missing.mul(rates.gather([i])))
      state = state ? state.add(change) : change
    }
    outputs.push(q.gather([i]).matMul(state!))
  }
  return outputs.length === 0 ? x.constant([], [0, v.shape[1]]) : joined(outputs)
}

function chunkwise({ q, k, v, ...beside }: QueriesKeysAndValues, chunk: number, x: Recorder): Real {
  const rates = given(beside, 'rates', 'DeltaNet')
  const [queries, tokens] = [q.shape[0], k.shape[0]]
  let state = x.constant(0, [k.shape[1], v.shape[1]])
  const outputs: Real[] = []
  for (let from = 0; from < tokens; from += chunk) {
    const here = span(from, Math.min(from + chunk, tokens))
    const [keys, beta] = [k.gather(here), rates.gather(here)]
    const solved = solvedBelow(
      keys.matMul(keys.transpose()).mul(beta),
      v.gather(here).sub(keys.matMul(state)).mul(beta),
    )
    // Row by row: a later token of the chunk that overflows, times 0, would be no number.
    for (const i of span(from, Math.min(from + chunk, tokens, queries))) {
      const [reading, seen] = [q.gather([i]), span(0, i - from + 1)]
      const scores = reading.matMul(keys.gather(seen).transpose())
      outputs.push(reading.matMul(state).add(scores.matMul(solved.gather(seen))))
    }
    state = state.add(keys.transpose().matMul(solved))
  }
  if (queries > tokens) outputs.push(q.gather(span(tokens, queries)).matMul(state))
  return outputs.length === 0 ? x.constant([], [0, v.shape[1]]) : joined(outputs)
}

const joined = (rows: readonly Real[]): Real => rows.reduce((all, row) => all.concat(row))

/** (I + L)⁻¹ B, where L is what a matrix has below its diagonal, row after row. */
function solvedBelow(matrix: Real, right: Real): Real {
  let solved = right.gather([0])
  for (let row = 1; row < right.shape[0]; row++) {
    const before = matrix.gather([row]).gather(span(0, row), 1)
    solved = solved.concat(right.gather([row]).sub(before.matMul(solved)))
  }
  return solved
}
