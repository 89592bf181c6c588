import { oneOf, type Draft, type Family } from './family.ts'

const where = (name: string, forbids: (draft: Draft) => (query: number, key: number) => boolean): Family => ({
  name,
  fill(draft) {
    const { mask, keys, queries } = draft
    if (!mask) return
    const forbidden = forbids(draft)
    for (let query = 0; query < queries; query++)
      for (let key = 0; key < keys; key++) if (forbidden(query, key)) mask[query * keys + key] = 0
  },
})

/** Keys at random; the key that each query keeps in any case is drawn. */
const random = where('a random mask', ({ draws, keys, queries }) => {
  const share = oneOf(draws, [0.1, 0.5, 0.9])
  const kept = Array.from({ length: queries }, () => draws.below(keys))
  return (query, key) => key !== kept[query] && draws.uniform() < share
})

const blocks = where('a mask of blocks', ({ draws, keys }) => {
  const size = 1 + draws.below(keys)
  return (query, key) => Math.floor((query % keys) / size) !== Math.floor(key / size)
})

const oneKey = where('one key a query', ({ draws, keys, queries }) => {
  const kept = Array.from({ length: queries }, () => draws.below(keys))
  return (query, key) => key !== kept[query]
})

const padding = where('padding at the end', ({ draws, keys }) => {
  const kept = 1 + draws.below(keys)
  return (_, key) => key >= kept
})

const noKeys = where('queries without keys', ({ draws, queries }) => {
  const without = Array.from({ length: queries }, () => draws.below(3) === 0)
  return (query) => without[query]
})

/** Masks of lanes, where a mask is an input. */
export const MASKS: readonly Family[] = [
  where('a full mask', () => () => false),
  random,
  where('a causal mask', () => (query, key) => key > query),
  blocks,
  padding,
  oneKey,
  noKeys,
]
