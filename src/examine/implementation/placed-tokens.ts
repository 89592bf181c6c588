import type { Draws } from '../../generate/draws.ts'
import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import { roundTo } from '../round-to.ts'

/** For each token of new inputs, which token of the old ones it is; undefined for one that is drawn. */
export type Places = readonly (number | undefined)[]

export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)

/**
 * Inputs whose tokens are some of the old ones, in any order, and drawn ones among them. Where a mask is given, no query
 * may use a drawn key, and a drawn query may use all others.
 */
export function placedTokens(
  lanes: Lanes,
  { queries, keys }: { queries: Places; keys: Places },
  draws: Draws,
  { precision }: Pick<Declared, 'precision'>,
): Lanes {
  const moved = (from: Float32Array, tokens: number, row: number, places: Places): Float32Array => {
    const into = new Float32Array(lanes.lanes * places.length * row)
    for (let lane = 0; lane < lanes.lanes; lane++)
      places.forEach((place, token) => {
        const at = (lane * places.length + token) * row
        if (place === undefined) draws.fillNormal(into, at, at + row, 2)
        else into.set(from.subarray((lane * tokens + place) * row, (lane * tokens + place + 1) * row), at)
      })
    return roundTo(precision, into)
  }
  return {
    ...lanes,
    queries: queries.length,
    keys: keys.length,
    q: moved(lanes.q, lanes.queries, lanes.queryHeads * lanes.width, queries),
    k: moved(lanes.k, lanes.keys, lanes.keyHeads * lanes.width, keys),
    v: moved(lanes.v, lanes.keys, lanes.keyHeads * lanes.valueWidth, keys),
    ...(lanes.mask && { mask: movedMask(lanes, lanes.mask, queries, keys) }),
  }
}

function movedMask(lanes: Lanes, mask: Uint8Array, queries: Places, keys: Places): Uint8Array {
  const into = new Uint8Array(lanes.lanes * queries.length * keys.length)
  let at = 0
  for (let lane = 0; lane < lanes.lanes; lane++)
    for (const query of queries)
      for (const key of keys)
        into[at++] =
          key === undefined
            ? 0
            : query === undefined
              ? 1
              : mask[(lane * lanes.queries + query) * lanes.keys + key]
  return into
}

/** A copy whose numbers of one array are replaced at some tokens. @param replace writes a token's row */
export function withRows(
  lanes: Lanes,
  array: 'q' | 'k' | 'v',
  tokens: (lane: number) => Iterable<number>,
  replace: (row: Float32Array) => void,
): Lanes {
  const count = array === 'q' ? lanes.queries : lanes.keys
  const numbers = lanes[array].slice()
  const row = numbers.length / (lanes.lanes * count)
  for (let lane = 0; lane < lanes.lanes; lane++)
    for (const token of tokens(lane))
      replace(numbers.subarray((lane * count + token) * row, (lane * count + token + 1) * row))
  return { ...lanes, [array]: numbers }
}
