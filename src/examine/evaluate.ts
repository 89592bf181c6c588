import { emptyRange, type HonestRange } from './honest-range.ts'
import { kernelRow, type KernelRow } from './kernel-row.ts'
import { sizes, type Lanes } from './lanes.ts'
import { laneKernels } from './lane-kernels.ts'
import type { Model } from './model.ts'
import { outputRow, weightsRow } from './honest-rows.ts'
import { overQueries } from './over-queries.ts'

/** What of an attention's answer is wanted. */
export interface Wanted {
  readonly weights?: boolean
  readonly output?: boolean
}

/** A model's numbers and the ranges about them, as far as they were wanted. */
export interface Evaluated {
  /** [lanes, queryHeads, n_q, n] */
  readonly weights?: HonestRange
  /** [lanes, n_q, queryHeads · d_v] */
  readonly output?: HonestRange
  /** The largest score of each lane, by size; 0 of linear attention. */
  readonly scores: Float64Array
}

/**
 * A model's numbers for a batch, each with the range in which an honest implementation answers
 * (docs/conformance-bound.md): any order of summation, with or without fused multiply-add, functions within 4 ulp.
 */
export function evaluate(model: Model, lanes: Lanes, wanted: Wanted): Evaluated {
  const size = sizes(lanes)
  const weights = wanted.weights ? emptyRange(lanes.lanes * size.weights) : undefined
  const output = wanted.output ? emptyRange(lanes.lanes * size.output) : undefined
  const row = kernelRow(lanes.keys)
  const values = new Float64Array(size.v)
  const scores = new Float64Array(lanes.lanes)
  for (let lane = 0; lane < lanes.lanes; lane++) {
    values.set(lanes.v.subarray(lane * size.v, (lane + 1) * size.v))
    const kernels = laneKernels(model, lanes, lane)
    for (let head = 0; head < lanes.queryHeads; head++) {
      const fill =
        model.normaliser === 'queries'
          ? overQueries(model, lanes, lane, head)
          : (query: number, into: KernelRow) => kernels(head, query, into)
      for (let query = 0; query < lanes.queries; query++) {
        fill(query, row)
        scores[lane] = Math.max(scores[lane], row.scores)
        if (weights)
          weightsRow(
            model,
            row,
            weights,
            ((lane * lanes.queryHeads + head) * lanes.queries + query) * lanes.keys,
          )
        if (output)
          outputRow(model, row, {
            values,
            from: model.keyHead(head, lanes) * lanes.valueWidth,
            stride: lanes.keyHeads * lanes.valueWidth,
            width: lanes.valueWidth,
            into: output,
            at: ((lane * lanes.queries + query) * lanes.queryHeads + head) * lanes.valueWidth,
          })
      }
    }
  }
  return { scores, ...(weights && { weights }), ...(output && { output }) }
}
