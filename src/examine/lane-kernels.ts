import { exponentialRow, MARGIN, scoreRow, type KernelRow, type ScoreRow } from './kernel-row.ts'
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
  const { kernel, storage, accumulation } = model
  if (kernel.kind !== 'exponential') throw new TypeError('scores belong to an exponential kernel')
  const scores = scoreRow(along === 'keys' ? lanes.keys : lanes.queries)
  const score = scorer(model, lanes, q, k, scores)
  return (head, fixed, row) => {
    scores.mayOverflow = false
    for (let at = 0; at < scores.score.length; at++) {
      const query = along === 'keys' ? fixed : at
      const key = along === 'keys' ? at : fixed
      scores.allowed[at] = allows(query, key) ? 1 : 0
      score(head, query, key, at)
    }
    if (along === 'keys') kernel.alter?.(scores, head, fixed)
    exponentialRow(scores, kernel, storage, accumulation, row)
  }
}

/** Works one score out, and how far an honest one may be off (section 3 of docs/conformance-bound.md). */
function scorer(
  model: Model,
  lanes: Lanes,
  q: Rows,
  k: Rows,
  into: ScoreRow,
): (head: number, query: number, key: number, at: number) => void {
  const { width } = lanes
  const { storage, accumulation } = model
  const scale = model.scale(width, lanes)
  const [absolute, larger] = [Math.abs(scale), Math.max(1, Math.abs(scale))]
  const factor = Math.expm1((width + 2) * accumulation.theta + 8 * storage.theta)
  const [ofQuery, ofKey] = [sizesOf(q, width), sizesOf(k, width)]
  // Half as much again, for scores in base 2 and for roundings on the way.
  const overflowsAt = storage.largest / (larger * 1.5 * (1 + factor))
  const altered = model.kernel.kind === 'exponential' && model.kernel.alter !== undefined
  const never = ofQuery.largest * ofKey.largest < overflowsAt
  return (head, query, key, at) => {
    const row = query * lanes.queryHeads + head
    const column = key * lanes.keyHeads + model.keyHead(head, lanes)
    // Of what is forbidden nothing but an overflow matters, unless by mistake.
    if (never && !altered && into.allowed[at] === 0) return
    const [from, to] = [row * width, column * width]
    let sum = 0
    let size = 0
    for (let c = 0; c < width; c++) {
      const product = q.value[from + c] * k.value[to + c]
      sum += product
      size += Math.abs(product)
    }
    let wider = size
    if (model.rotary) {
      wider = 0
      for (let c = 0; c < width; c++)
        wider +=
          (Math.abs(q.value[from + c]) + q.error[from + c]) * (Math.abs(k.value[to + c]) + k.error[to + c])
    }
    const bias = model.bias(head, query, key, lanes)
    const total = ofQuery.sums[row] + ofKey.sums[column]
    into.score[at] = scale * sum + bias
    into.error[at] =
      (absolute * (wider * factor + (wider - size)) +
        storage.theta * (2 * absolute * wider + 6 * Math.abs(bias)) +
        larger * storage.underflow * (2 * width + 1 + 2 * total)) *
      MARGIN
    if (!(wider + 2 * Math.abs(bias) < overflowsAt)) into.mayOverflow = true
  }
}

/** For each row of d numbers the sum of their sizes, errors included, and the largest of these sums. */
function sizesOf({ value, error }: Rows, width: number): { sums: Float64Array; largest: number } {
  const sums = new Float64Array(value.length / width)
  for (let at = 0; at < value.length; at++) sums[Math.floor(at / width)] += Math.abs(value[at]) + error[at]
  return { sums, largest: sums.reduce((a, b) => Math.max(a, b), 0) }
}
