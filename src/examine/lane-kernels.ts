import { exponentialRow, MARGIN, scoreRow, type KernelRow } from './kernel-row.ts'
import { sizes, type Lanes } from './lanes.ts'
import type { Model } from './model.ts'
import { featureRows } from './feature-rows.ts'
import { rotatedRows, type Rows } from './rotated-rows.ts'

/** Fills a row with the kernel of one query head's query and all keys, or of a key and all queries. */
export type FillRow = (head: number, fixed: number, row: KernelRow) => void

/**
 * The kernel of one lane.
 *
 * @param along whether a row runs along the keys, for a fixed query, or along the queries, for a fixed key
 */
export function laneKernels(
  model: Model,
  lanes: Lanes,
  lane: number,
  along: 'keys' | 'queries' = 'keys',
): FillRow {
  const size = sizes(lanes)
  const rows = (numbers: Float32Array, one: number, positionOf: (token: number) => number, heads: number) =>
    rotatedRows(numbers.subarray(lane * one, (lane + 1) * one), heads, lanes.width, model, positionOf)
  const q = rows(lanes.q, size.q, (query) => model.queryPosition(query, lanes), lanes.queryHeads)
  const k = rows(lanes.k, size.k, (key) => model.keyPosition(key, lanes), lanes.keyHeads)
  const given = (query: number, key: number) =>
    lanes.mask === undefined || lanes.mask[lane * size.mask + query * lanes.keys + key] !== 0
  const allows = (query: number, key: number) => model.allows(query, key, lanes, given(query, key))
  return model.kernel.kind === 'features'
    ? featureRows(model, lanes, q, k, allows, along)
    : scoreRows(model, lanes, q, k, allows, along)
}

function scoreRows(
  model: Model,
  lanes: Lanes,
  q: Rows,
  k: Rows,
  allows: (query: number, key: number) => boolean,
  along: 'keys' | 'queries',
): FillRow {
  const { width } = lanes
  const { storage, accumulation, kernel } = model
  if (kernel.kind !== 'exponential') throw new TypeError('scores belong to an exponential kernel')
  const scores = scoreRow(along === 'keys' ? lanes.keys : lanes.queries)
  const scale = model.scale(width)
  const larger = Math.max(1, Math.abs(scale))
  const factor = Math.expm1((width + 2) * accumulation.theta + 8 * storage.theta)
  const score = (head: number, query: number, key: number, at: number) => {
    let from = (query * lanes.queryHeads + head) * width
    let to = (key * lanes.keyHeads + model.keyHead(head, lanes)) * width
    let sum = 0
    let size = 0
    let wider = 0
    let total = 0
    for (let c = 0; c < width; c++, from++, to++) {
      const a = Math.abs(q.value[from])
      const b = Math.abs(k.value[to])
      sum += q.value[from] * k.value[to]
      size += a * b
      wider += (a + q.error[from]) * (b + k.error[to])
      total += a + b
    }
    const bias = model.bias(head, query, key, lanes)
    const scaled = Math.abs(scale) * wider
    scores.score[at] = scale * sum + bias
    scores.error[at] =
      (Math.abs(scale) * (wider * factor + (wider - size)) +
        storage.theta * (2 * scaled + 6 * Math.abs(bias)) +
        larger * storage.underflow * (2 * width + 1 + 2 * total)) *
      MARGIN
    // Half as much again, for scores in base 2 and for roundings on the way.
    if (!(larger * wider * 1.5 * (1 + factor) + 2 * Math.abs(bias) < storage.largest))
      scores.mayOverflow = true
  }
  return (head, fixed, row) => {
    scores.mayOverflow = false
    for (let at = 0; at < scores.score.length; at++) {
      const query = along === 'keys' ? fixed : at
      const key = along === 'keys' ? at : fixed
      scores.allowed[at] = allows(query, key) ? 1 : 0
      score(head, query, key, at)
    }
    exponentialRow(scores, kernel, storage, accumulation, row)
  }
}
