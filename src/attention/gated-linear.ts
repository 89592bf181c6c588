import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { fromWeights, type QueriesAndKeys, type Subject } from './attention.ts'
import { given } from './beside.ts'
import { fromOutput } from './linear-forms.ts'

/**
 * Gated linear attention, causal and not divided by sums: S_t = diag(α_t) S_(t-1) + k_t v_tᵀ and o_t = S_tᵀ q_t (Yang et
 * al., arXiv 2312.06635). Its gates α are the input `gates`, [n, d], or [n, 1] for one gate for the whole state; beside
 * queries and keys. A query behind the last key reads the last state.
 *
 * The definition is the sum that this comes to, Σ_a q_ia k_ja Π_(j<l≤i) α_la for query i and key j ≤ i; the implementation
 * runs the recurrence.
 *
 * @example
 * ```ts
 * bind(gatedLinear, x).output({ q, k, v: k, gates: k.minimum(0).exp() })
 * ```
 */
export const gatedLinear: Subject = {
  name: 'gated linear, causal',
  definition: (x) => fromWeights((inputs) => summed(inputs, x)),
  implementation: (x) =>
    fromOutput(x, ({ q, k, v, ...beside }) => {
      const gates = given(beside, 'gates', 'gated linear attention')
      let state = x.constant(0, [k.shape[1], v.shape[1]])
      let outputs: Real | undefined
      for (let i = 0; i < q.shape[0]; i++) {
        if (i < k.shape[0]) {
          const written = k
            .gather([i])
            .transpose()
            .matMul(v.gather([i]))
          state = i === 0 ? written : state.mul(gates.gather([i]).transpose()).add(written)
        }
        const read = q.gather([i]).matMul(state)
        outputs = outputs ? outputs.concat(read) : read
      }
      return outputs ?? x.constant([], [0, v.shape[1]])
    }),
}

/** Weights [n_q, n]: for each query the keys up to it, damped by the gates behind each. */
function summed({ q, k, ...beside }: QueriesAndKeys, x: Recorder): Real {
  const gates = given(beside, 'gates', 'gated linear attention')
  const n = k.shape[0]
  let damped: Real | undefined
  const rows: Real[] = []
  for (let i = 0; i < q.shape[0]; i++) {
    if (i < n) damped = damped ? damped.mul(gates.gather([i])).concat(k.gather([i])) : k.gather([0])
    const row = q.gather([i]).mul(damped!).sum(-1).reshape([1, damped!.shape[0]])
    rows.push(row.shape[1] < n ? row.concat(x.constant(0, [1, n - row.shape[1]]), 1) : row)
  }
  return rows.length === 0 ? x.constant([], [0, n]) : rows.reduce((all, row) => all.concat(row))
}
