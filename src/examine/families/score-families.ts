import { grouped } from '../../judge/verdict/words.ts'
import { largestOf } from '../round-to.ts'
import { keyRow, oneOf, queryRow, type Draft, type Family } from './family.ts'

/**
 * Sizes of scores at which implementations fail: e^88.7 leaves float32, e^-104 is 0 in it, masks of -1e4 and -1e9 are
 * added, 65,504 is the largest of float16, 3.4e38 of float32.
 */
const SIZES = [88, 104, 1e4, 65504, 1e9, 3e38] as const

/** 65,504 or 3e38. */
const inWords = (size: number): string => (size < 1e6 ? grouped(size) : size.toExponential().replace('+', ''))

/** Which signs the scores have. */
type Signs = 'positive' | 'negative' | 'both'

/**
 * Scores near one size, each query head along a direction of its key head: every query and key is a multiple of it by a
 * factor near 1, or near 1 or -1.
 */
const around = (size: number, signs: Signs): Family => ({
  name: `scores around ${signs === 'both' ? '±' : signs === 'negative' ? '-' : ''}${inWords(size)}`,
  fits: ({ precision }) => size <= largestOf(precision) * 1.01,
  fill(draft) {
    const { draws } = draft
    // Of the scores themselves, or of the products before a scale below 1 makes them smaller.
    const scale = draws.sign() > 0 ? draft.scale : Math.max(draft.scale, 1)
    const length = Math.sqrt(size / scale)
    const spread = oneOf(draws, [0.001, 0.02, 0.3])
    const factor = () => 1 + spread * (2 * draws.uniform() - 1)
    fillAlong(draft, {
      query: () => length * factor() * (signs === 'negative' ? -1 : 1),
      key: () => length * factor() * (signs === 'both' ? draws.sign() : 1),
    })
  },
})

/** The best keys by far are those that no query before the middle may use, or that a given mask forbids. */
const forbiddenBest = (size: number): Family => ({
  name: `forbidden keys score up to ${inWords(size)}`,
  fits: ({ mask, precision }) => mask.kind !== 'none' && size <= largestOf(precision),
  fill(draft) {
    const { draws, mask, keys, queries } = draft
    const length = Math.sqrt(size / draft.scale)
    const from = draft.declared.mask.kind === 'given' ? Math.ceil(keys / 2) : 1 + draws.below(keys)
    fillAlong(draft, {
      query: () => length * (1 - 0.1 * draws.uniform()),
      key: (key) => length * (key >= from ? 1 : draws.uniform() - 1),
    })
    if (!mask) return
    for (let query = 0; query < queries; query++) mask.fill(0, query * keys + from, (query + 1) * keys)
  },
})

/** Queries and keys along a direction of their key head, of length 1. */
function fillAlong(
  draft: Draft,
  factors: { query: (query: number) => number; key: (key: number) => number },
): void {
  const { draws, width, keyHeads, queryHeads } = draft
  for (let head = 0; head < keyHeads; head++) {
    const direction = unit(draft)
    for (let key = 0; key < draft.keys; key++) multiple(keyRow(draft, key, head), factors.key(key))
    for (let member = 0; member < queryHeads; member++)
      if (Math.floor((member * keyHeads) / queryHeads) === head)
        for (let query = 0; query < draft.queries; query++)
          multiple(queryRow(draft, query, member), factors.query(query))

    function multiple(row: Float32Array, factor: number): void {
      for (let c = 0; c < width; c++) row[c] = direction[c] * factor
    }
  }
  function unit({ width: entries }: Draft): Float64Array {
    const direction = new Float64Array(entries)
    if (draws.sign() > 0) direction[draws.below(entries)] = draws.sign()
    else for (let c = 0; c < entries; c++) direction[c] = draws.sign() / Math.sqrt(entries)
    return direction
  }
}

export const SCORES: readonly Family[] = [
  around(88, 'positive'),
  forbiddenBest(20),
  around(104, 'both'),
  forbiddenBest(1e4),
  ...SIZES.flatMap((size) => (['both', 'positive', 'negative'] as const).map((signs) => around(size, signs))),
  forbiddenBest(6e4),
  forbiddenBest(1e9),
].filter((family, at, all) => all.findIndex(({ name }) => name === family.name) === at)
