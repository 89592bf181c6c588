import { emptyRange, State } from './honest-range.ts'
import { weightsRow } from './honest-rows.ts'
import { kernelRow, type KernelRow } from './kernel-row.ts'
import { laneKernels } from './lane-kernels.ts'
import type { Lanes } from './lanes.ts'
import type { Model } from './model.ts'

/**
 * Weights that sum to 1 over the queries of each key instead of the keys of each query: a mistake of the axis. A row has
 * them in place of its kernel, with nothing left to divide by.
 */
export function overQueries(
  model: Model,
  lanes: Lanes,
  lane: number,
  head: number,
): (query: number, row: KernelRow) => void {
  const fill = laneKernels(model, lanes, lane, 'queries')
  const column = kernelRow(lanes.queries)
  const weights = emptyRange(lanes.keys * lanes.queries)
  const allowed = new Uint8Array(lanes.keys * lanes.queries)
  for (let key = 0; key < lanes.keys; key++) {
    fill(head, key, column)
    for (let query = 0; query < lanes.queries; query++)
      allowed[key * lanes.queries + query] = column.used[query]
    weightsRow({ ...model, normaliser: 'keys' }, column, weights, key * lanes.queries)
  }
  return (query, row) => {
    Object.assign(row, {
      allowed: 0,
      convex: false,
      features: 0,
      scores: 0,
      mayOverflow: false,
      collected: lanes.keys,
    })
    row.underflow = model.storage.underflow
    for (let key = 0; key < lanes.keys; key++) {
      const at = key * lanes.queries + query
      row.kappa[key] = row.size[key] = row.error[key] = 0
      row.used[key] = allowed[at]
      if (allowed[at] === 0) continue
      row.allowed += 1
      row.kappa[key] = row.size[key] = weights.value[at]
      row.error[key] = Math.max(weights.high[at] - weights.value[at], weights.value[at] - weights.low[at])
      if (weights.state[at] !== State.Bounded) row.mayOverflow = true
    }
  }
}
