import type { Case } from '../../arithmetic/batch.ts'
import type { Lanes } from '../lanes.ts'

/** A batch of one lane as a case: q [n_q, queryHeads, d], k [n, keyHeads, d], v [n, keyHeads, d_v], and mask [n_q, n]. */
export function caseOf(one: Lanes): Case {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = one
  return {
    inputs: {
      q: { shape: [queries, queryHeads, width], data: one.q },
      k: { shape: [keys, keyHeads, width], data: one.k },
      v: { shape: [keys, keyHeads, valueWidth], data: one.v },
      ...(one.mask && { mask: { shape: [queries, keys], data: Float32Array.from(one.mask) } }),
    },
  }
}

/** The batch of one lane of a case. */
export function laneOf({ inputs: { q, k, v, mask } }: Case): Lanes {
  return {
    lanes: 1,
    queries: q.shape[0],
    keys: k.shape[0],
    width: q.shape[2],
    valueWidth: v.shape[2],
    queryHeads: q.shape[1],
    keyHeads: k.shape[1],
    q: q.data,
    k: k.data,
    v: v.data,
    ...(mask !== undefined && { mask: Uint8Array.from(mask.data) }),
  }
}
