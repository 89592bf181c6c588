import type { FeatureFormula } from './feature-formula.ts'
import { lengthOf, pairAt, type FillRow, type Pairs } from './pairs.ts'
import { MARGIN } from './kernel-row.ts'
import type { Kernel, Model } from './model.ts'
import type { Rows } from './rotated-rows.ts'

/** Features of tokens, [tokens, heads, m], their errors, and the largest of each token and head. */
interface Features {
  readonly value: Float64Array
  readonly error: Float64Array
  readonly largest: Float64Array
}

/** Kernels φ(q)·φ(k) of one lane, and how far honest ones may be off (section 4 of docs/conformance-bound.md). */
export function featureRows(
  model: Model,
  kernel: Extract<Kernel, { kind: 'features' }>,
  pairs: Pairs,
): FillRow {
  const { storage } = model
  const { lanes, q, k } = pairs
  const dimension = kernel.features.dimension(lanes.width)
  const queries = featuresOf(model, kernel.features, q, lanes.queries * lanes.queryHeads, lanes.width)
  const ofKeys = kernel.ofKeys ?? kernel.features
  const keys = featuresOf(model, ofKeys, k, lanes.keys * lanes.keyHeads, lanes.width)
  const running = lengthOf(pairs)
  return (head, fixed, row) => {
    row.allowed = 0
    row.convex = false
    row.features = 0
    row.scores = 0
    row.mayOverflow = false
    row.collected = running + dimension + 4
    // Sums of φ(k) v over the keys are multiplied by φ(q), and so is what vanished in them.
    let amplified = 0
    for (let at = 0; at < running; at++) {
      const [query, key] = pairAt(pairs, fixed, at)
      row.kappa[at] = row.size[at] = row.error[at] = 0
      row.used[at] = pairs.allows(query, key) ? 1 : 0
      if (row.used[at] === 0) continue
      row.allowed += 1
      const left = query * lanes.queryHeads + head
      const right = key * lanes.keyHeads + model.keyHead(head, lanes)
      row.features += keys.largest[right]
      let kappa = 0
      let size = 0
      let wider = 0
      let total = 0
      let ofQuery = 0
      for (let f = 0, a = left * dimension, b = right * dimension; f < dimension; f++, a++, b++) {
        const [x, y] = [Math.abs(queries.value[a]), Math.abs(keys.value[b])]
        kappa += queries.value[a] * keys.value[b]
        size += x * y
        wider += (x + queries.error[a]) * (y + keys.error[b])
        total += x + y
        ofQuery += x + queries.error[a]
      }
      amplified = Math.max(amplified, ofQuery)
      row.kappa[at] = kappa
      row.size[at] = size
      row.error[at] =
        (wider - size + 4 * storage.theta * wider) * MARGIN + 4 * storage.underflow * (dimension + total)
      if (!(2 * Math.max(wider, queries.largest[left]) < storage.largest)) row.mayOverflow = true
    }
    row.underflow = storage.underflow * (dimension + amplified)
    if (!(2 * row.features < storage.largest)) row.mayOverflow = true
  }
}

function featuresOf(
  { storage }: Model,
  formula: FeatureFormula,
  rows: Rows,
  tokens: number,
  width: number,
): Features {
  const dimension = formula.dimension(width)
  const [value, error] = [new Float64Array(dimension), new Float64Array(dimension)]
  const all = {
    value: new Float64Array(tokens * dimension),
    error: new Float64Array(tokens * dimension),
    largest: new Float64Array(tokens),
  }
  for (let token = 0; token < tokens; token++) {
    formula.write(rows.value, token * width, width, value, error)
    for (let f = 0; f < dimension; f++) {
      const off = error[f] * storage.theta * MARGIN + (error[f] === 0 ? 0 : storage.underflow)
      all.value[token * dimension + f] = value[f]
      all.error[token * dimension + f] = off
      all.largest[token] = Math.max(all.largest[token], Math.abs(value[f]) + off)
    }
  }
  return all
}
