import { largestOf } from '../round-to.ts'
import { fillNormal, oneOf, valueRow, type Family } from './family.ts'
import { fillSubnormal } from './tiny-families.ts'

export const IDENTITY = 'identity values'

/** Key j has a 1 in column j mod d_v, so that outputs are weights where d_v is at least n. */
const identity: Family = {
  name: IDENTITY,
  fill(draft) {
    for (let key = 0; key < draft.keys; key++)
      for (let head = 0; head < draft.keyHeads; head++) valueRow(draft, key, head)[key % draft.valueWidth] = 1
  },
}

const gaussian: Family = { name: 'Gaussian values', fill: ({ draws, v }) => fillNormal(draws, v, 1) }

/** Each key's place, with another sign in each head and column: what is moved, dropped or counted twice shows. */
const numbered: Family = {
  name: 'numbered values',
  fill(draft) {
    for (let key = 0; key < draft.keys; key++)
      for (let head = 0; head < draft.keyHeads; head++) {
        const row = valueRow(draft, key, head)
        for (let c = 0; c < row.length; c++)
          row[c] = (1 + (key % 61)) * (c + head) * (c % 2 === 0 ? 1 : -1) + key
      }
  },
}

const sparse: Family = {
  name: 'values of one key',
  fill(draft) {
    const { draws } = draft
    const key = oneOf(draws, [0, draft.keys - 1, draws.below(draft.keys)])
    for (let head = 0; head < draft.keyHeads; head++)
      fillNormal(draws, valueRow(draft, key, head), oneOf(draws, [1, 100]))
  },
}

const ones: Family = { name: 'values of 1', fill: ({ v }) => void v.fill(1) }

/** Large values of both signs beside small ones. */
const cancelling: Family = {
  name: 'cancelling values',
  fill({ draws, v }) {
    const size = oneOf(draws, [100, 2048])
    for (let at = 0; at < v.length; at++)
      v[at] = draws.below(4) === 0 ? draws.normal() : draws.sign() * size * (1 + draws.below(4) / 64)
  },
}

const subnormal: Family = { name: 'subnormal values', fill: (draft) => fillSubnormal(draft, draft.v) }

/** Values of which only a sum that is not divided yet overflows. */
const huge: Family = {
  name: 'values near the largest number',
  fill({ draws, v, declared }) {
    const size = largestOf(declared.precision) / oneOf(draws, [2.5, 8, 64])
    for (let at = 0; at < v.length; at++) v[at] = size * (1 - 0.5 * draws.uniform()) * draws.sign()
  },
}

export const VALUES: readonly Family[] = [
  gaussian,
  identity,
  numbered,
  gaussian,
  sparse,
  identity,
  ones,
  cancelling,
  subnormal,
  huge,
]
