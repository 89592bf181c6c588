import { spacingOf } from '../round-to.ts'
import { fillNormal, keyRow, oneOf, queryRow, type Draft, type Family } from './family.ts'

const gaussian = (scale: number): Family => ({
  name: `Gaussian, σ = ${scale}`,
  fill({ draws, q, k }) {
    fillNormal(draws, q, scale)
    fillNormal(draws, k, scale)
  },
})

/** Integers of -limit … limit: sums of products are exact in float32, and in float16 when they are few. */
const integers = (limit: number): Family => ({
  name: `integers up to ${limit}`,
  fill({ draws, q, k }) {
    for (const array of [q, k])
      for (let at = 0; at < array.length; at++) array[at] = draws.below(2 * limit + 1) - limit
  },
})

const equalKeys: Family = {
  name: 'equal keys',
  fill(draft) {
    fillNormal(draft.draws, draft.q, 1)
    fillNormal(draft.draws, draft.k, 1)
    copyFirstKey(draft)
  },
}

function copyFirstKey(draft: Draft): void {
  const row = draft.keyHeads * draft.width
  for (let key = 1; key < draft.keys; key++) draft.k.copyWithin(key * row, 0, row)
}

/** Keys that differ from the first by a few units in the last place in a quarter of their entries. */
const nearTies: Family = {
  name: 'near ties',
  fill(draft) {
    const { draws, declared, q, k } = draft
    fillNormal(draws, q, oneOf(draws, [1, 30]))
    fillNormal(draws, k, 1)
    copyFirstKey(draft)
    const spacing = spacingOf(declared.precision)
    for (let at = 0; at < k.length; at++)
      if (draws.below(4) === 0) k[at] *= 1 + spacing * (1 + draws.below(3)) * draws.sign()
  },
}

const oneHot: Family = {
  name: 'one entry a key and query',
  fill(draft) {
    const { draws, width } = draft
    for (let key = 0; key < draft.keys; key++)
      for (let head = 0; head < draft.keyHeads; head++)
        keyRow(draft, key, head)[draws.below(width)] = oneOf(draws, [1, 1, 2, -1])
    for (let query = 0; query < draft.queries; query++)
      for (let head = 0; head < draft.queryHeads; head++)
        queryRow(draft, query, head)[draws.below(width)] = oneOf(draws, [1, 4, -2])
  },
}

/** Zeros of both signs, and rows of nothing else. */
const zeros: Family = {
  name: 'zeros of both signs',
  fill({ draws, q, k }) {
    const share = oneOf(draws, [0, 0, 4])
    for (const array of [q, k])
      for (let at = 0; at < array.length; at++)
        array[at] = share > 0 && draws.below(share) === 0 ? draws.normal() : draws.sign() * 0
  },
}

/** Products of large numbers of both signs, whose sum is small: pairs of entries cancel but for the last few digits. */
const cancellation: Family = {
  name: 'cancelling products',
  fill(draft) {
    const { draws, q, k, width } = draft
    fillNormal(draws, q, 1)
    fillNormal(draws, k, 1)
    if (width < 2) return
    const size = oneOf(draws, [8, 64, 200])
    for (let key = 0; key < draft.keys; key++)
      for (let head = 0; head < draft.keyHeads; head++) {
        const row = keyRow(draft, key, head)
        row[0] = size
        row[width - 1] = -size
      }
    for (let query = 0; query < draft.queries; query++)
      for (let head = 0; head < draft.queryHeads; head++) {
        const row = queryRow(draft, query, head)
        row[0] = size
        row[width - 1] = size + draws.normal() / size
      }
  },
}

export const PLAIN: readonly Family[] = [
  gaussian(1),
  integers(2),
  gaussian(0.1),
  gaussian(3),
  equalKeys,
  oneHot,
  nearTies,
  { ...gaussian(2), name: 'one key', keys: 1 },
  zeros,
  cancellation,
  integers(8),
  gaussian(10),
]
