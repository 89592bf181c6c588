import type { Lanes } from '../lanes.ts'
import { withChange } from './altered.ts'
import { mistake, type Mistake } from './mistake.ts'

/** Masks that are given, read at another place: where a query and a key find their entry, or false outside the mask. */
const read = (
  name: string,
  sentence: string,
  ...entries: readonly ((query: number, key: number, lanes: Lanes) => number | undefined)[]
): Mistake =>
  mistake(name, sentence, ({ mask }) =>
    mask.kind !== 'given'
      ? []
      : entries.map(
          (entry) => (altered) =>
            withChange(altered, 'inputs', (lanes) => {
              if (lanes.mask === undefined) return lanes
              const { queries, keys } = lanes
              const mask = Uint8Array.from(lanes.mask, (_, at) => {
                const place = entry(Math.floor(at / keys), at % keys, lanes)
                return place === undefined ? 0 : lanes.mask![place]
              })
              return { ...lanes, queries, mask }
            }),
        ),
  )

const within = (query: number, key: number, { queries, keys }: Lanes) =>
  query >= 0 && query < queries && key >= 0 && key < keys ? query * keys + key : undefined

/** Masks that are given, and read wrongly. */
export const GIVEN_MASKS: readonly Mistake[] = [
  read(
    'given-mask-transposed',
    'The mask is transposed.',
    (query, key, { queries }) => key * queries + query,
  ),
  read(
    'given-mask-flipped',
    'The mask is flipped.',
    (query, key, { keys }) => query * keys + keys - 1 - key,
    (query, key, { queries, keys }) => (queries - 1 - query) * keys + key,
    (query, key, { queries, keys }) => queries * keys - 1 - (query * keys + key),
  ),
  read(
    'given-mask-off-by-one',
    'The mask is off by one key or one query.',
    (query, key, lanes) => within(query, key - 1, lanes),
    (query, key, lanes) => within(query, key + 1, lanes),
    (query, key, lanes) => within(query - 1, key, lanes),
    (query, key, lanes) => within(query + 1, key, lanes),
  ),
  read(
    'given-mask-of-one-query',
    'The mask of one query is used for all queries.',
    (_, key) => key,
    (_, key, { queries, keys }) => (queries - 1) * keys + key,
  ),
]
