import type { DeclaredMask } from '../declared.ts'
import { firstPosition } from '../model.ts'
import { fillNormal, keyRow, oneOf, queryRow, type Draft, type Family } from './family.ts'

/** Ends of blocks in which implementations go over keys. */
export const BORDERS = [16, 32, 64, 128, 256, 512, 1024] as const

/** Places of keys that mistakes of an index move, drop or count twice. */
function places({ keys, queries, declared: { mask } }: Pick<Draft, 'keys' | 'queries' | 'declared'>): {
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly borders: readonly number[]
  readonly edges: readonly number[]
} {
  const inside = (all: readonly number[]) => [...new Set(all.filter((key) => key >= 0 && key < keys))]
  return {
    first: inside([0, 1]),
    last: inside([keys - 1, keys - 2]),
    borders: inside(BORDERS.filter((border) => border <= keys).flatMap((border) => [border - 1, border])),
    edges: inside(edgesOf(mask, queries, keys)),
  }
}

/** Beside the diagonal and the window's edge, for the last query. */
function edgesOf(mask: DeclaredMask, queries: number, keys: number): number[] {
  if (mask.kind === 'none' || mask.kind === 'given') return []
  const last = queries - 1 + firstPosition(mask.aligned, { queries, keys })
  const size = mask.kind === 'window' ? mask.size : Infinity
  return [last - 1, last, last + 1, last - size, last - size + 1]
}

/** In each head two keys have the best scores, and the same: one at a place that matters, one anywhere. */
const bestAt = (where: keyof ReturnType<typeof places>): Family => ({
  name: `best keys at ${WORDS[where]}`,
  fill(draft) {
    const { draws, keys, keyHeads, queryHeads, width } = draft
    fillNormal(draws, draft.q, 0.1)
    fillNormal(draws, draft.k, 0.1)
    const there = places(draft)[where]
    const length = Math.sqrt(oneOf(draws, [6, 12]) / draft.scale)
    for (let head = 0; head < keyHeads; head++) {
      const column = draws.below(width)
      const best = there.length > 0 ? oneOf(draws, there) : draws.below(keys)
      for (const key of draws.sign() > 0 ? [best] : [best, draws.below(keys)])
        keyRow(draft, key, head).fill(0)[column] = length
      for (let member = 0; member < queryHeads; member++)
        if (Math.floor((member * keyHeads) / queryHeads) === head)
          for (let query = 0; query < draft.queries; query++) queryRow(draft, query, member)[column] = length
    }
  },
})

const WORDS = {
  first: 'the beginning',
  last: 'the end',
  borders: 'the borders of blocks',
  edges: 'the edges of the mask',
} as const

/** Each query matches the key at its own place, or beside it; the others hardly. */
const diagonal: Family = {
  name: 'best keys near the diagonal',
  fill(draft) {
    const { draws, keys, queries, keyHeads, queryHeads, width } = draft
    fillNormal(draws, draft.q, 0.1)
    fillNormal(draws, draft.k, 1)
    const shift = draws.below(3) - 1
    const strength = 8 / (draft.scale * width)
    for (let query = 0; query < queries; query++)
      for (let head = 0; head < queryHeads; head++) {
        const key = (query + shift + keys) % keys
        const to = keyRow(draft, key, Math.floor((head * keyHeads) / queryHeads))
        const row = queryRow(draft, query, head)
        for (let c = 0; c < width; c++) row[c] = to[c] * strength
      }
  },
}

/** Each head at a scale of its own, and with directions of its own. */
const unlikeHeads: Family = {
  name: 'heads unlike each other',
  fits: ({ heads }) => heads.query > 1,
  fill(draft) {
    const { draws } = draft
    for (const [row, tokens, heads] of [
      [queryRow, draft.queries, draft.queryHeads],
      [keyRow, draft.keys, draft.keyHeads],
    ] as const)
      for (let head = 0; head < heads; head++) {
        const scale = oneOf(draws, [0.1, 1, 2, 4])
        for (let token = 0; token < tokens; token++) fillNormal(draws, row(draft, token, head), scale)
      }
  },
}

export const PLACES: readonly Family[] = [
  bestAt('first'),
  unlikeHeads,
  bestAt('borders'),
  bestAt('edges'),
  bestAt('last'),
  diagonal,
]
