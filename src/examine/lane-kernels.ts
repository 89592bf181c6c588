import { exponentialRow, MARGIN, scoreRow, type ScoreRow } from './kernel-row.ts'
import { sizes, type Lanes } from './lanes.ts'
import type { Kernel, Model } from './model.ts'
import { featureRows } from './feature-rows.ts'
import { lengthOf, pairAt, type FillRow, type Pairs } from './pairs.ts'
import { rotatedRows, type Rows } from './rotated-rows.ts'

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
  const given = (query: number, key: number) =>
    lanes.mask === undefined || lanes.mask[lane * size.mask + query * lanes.keys + key] !== 0
  const pairs: Pairs = {
    lanes,
    q: rows(lanes.q, size.q, (query) => model.queryPosition(query, lanes), lanes.queryHeads),
    k: rows(lanes.k, size.k, (key) => model.keyPosition(key, lanes), lanes.keyHeads),
    along,
    allows: (query, key) => model.allows(query, key, lanes, given(query, key)),
  }
  const { kernel } = model
  return kernel.kind === 'features' ? featureRows(model, kernel, pairs) : scoreRows(model, kernel, pairs)
}

function scoreRows(model: Model, kernel: Extract<Kernel, { kind: 'exponential' }>, pairs: Pairs): FillRow {
  const scores = scoreRow(lengthOf(pairs))
  const score = scorer(model, kernel, pairs, scores)
  return (head, fixed, row) => {
    scores.mayOverflow = false
    for (let at = 0; at < scores.score.length; at++) {
      const [query, key] = pairAt(pairs, fixed, at)
      scores.allowed[at] = pairs.allows(query, key) ? 1 : 0
      score(head, query, key, at)
    }
    if (pairs.along === 'keys') kernel.alter?.(scores, head, fixed)
    exponentialRow(scores, kernel, model.storage, model.accumulation, row)
  }
}

/** Works one score out, and how far an honest one may be off (section 3 of docs/conformance-bound.md). */
function scorer(
  model: Model,
  kernel: Extract<Kernel, { kind: 'exponential' }>,
  { lanes, q, k }: Pairs,
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
  const altered = kernel.alter !== undefined
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
