import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import { placedTokens, range, type Places } from './placed-tokens.ts'
import type { About, Relation } from './relation.ts'

const nowhere = (count: number): Places => new Array<undefined>(count).fill(undefined)

const fixedTokens = ({ freeTokens }: About): string | undefined =>
  freeTokens ? undefined : 'The number of tokens is fixed.'

const givenMask = ({ declared: { mask } }: About): string | undefined =>
  mask.kind === 'given'
    ? undefined
    : 'No mask is given with the inputs, so no token can be put beside the others unseen.'

/** Whether the first query stands beside the first key, so that keys behind the last query change nothing. */
const startsTogether = ({ mask }: Declared): boolean => !('aligned' in mask) || mask.aligned === 'start'

const hidesLater = ({ mask }: Declared): boolean => mask.kind === 'causal' || mask.kind === 'window'

/** So many queries, of so many keys. */
function cut(
  lanes: Lanes,
  about: About,
  queries: number,
  keys: number,
  draws: Parameters<Relation['vary']>[2],
) {
  return placedTokens(lanes, { queries: range(0, queries), keys: range(0, keys) }, draws, about.declared)
}

const padding: Relation = {
  id: 'padding-does-not-matter',
  title: 'Padding does not matter',
  statement:
    'Tokens appended behind the others, which the mask forbids to all, leave each row as it is, bit for bit.',
  unfit: (about) => givenMask(about) ?? fixedTokens(about),
  vary(lanes, about, draws) {
    const more = 1 + draws.below(Math.max(2, Math.min(lanes.keys, 40)))
    const keys = [...range(0, lanes.keys), ...nowhere(more)]
    const queries = [...range(0, lanes.queries), ...nowhere(about.lengths === 'self' ? more : 0)]
    return {
      changed: placedTokens(lanes, { queries, keys }, draws, about.declared),
      sameRow: (_lane, _head, query) => query,
    }
  },
}

const prefix: Relation = {
  id: 'prefix-as-in-the-whole',
  title: 'A prefix is answered as within the whole',
  statement:
    'The rows of a prefix, asked for alone, are those of the whole sequence, bit for bit: decoding with a cache gives what the whole gives.',
  unfit(about) {
    const { declared, lengths } = about
    if (!hidesLater(declared))
      return 'No causal mask is declared: the rows of a prefix depend on what follows.'
    if (lengths === 'one-query') return 'It takes one query: no sequence of queries can be asked for.'
    return fixedTokens(about)
  },
  vary(lanes, about, draws) {
    if (lanes.queries < 2 || (lanes.queries !== lanes.keys && !startsTogether(about.declared)))
      return undefined
    const count = 1 + draws.below(Math.min(lanes.queries, lanes.keys))
    return {
      changed: cut(lanes, about, count, count, draws),
      sameRow: (_lane, _head, query) => (query < count ? query : undefined),
    }
  },
}

const chunks: Relation = {
  id: 'queries-in-chunks',
  title: 'Queries in chunks are answered as all at once',
  statement:
    'The rows of some queries, asked for without the others, are those of all queries at once, bit for bit.',
  unfit({ declared, lengths }) {
    if (lengths === 'self') return 'It takes as many queries as keys: queries cannot be asked for in chunks.'
    if (lengths === 'one-query') return 'It takes one query.'
    if (!startsTogether(declared) && !hidesLater(declared)) return 'Its queries have no fixed positions.'
    return undefined
  },
  vary(lanes, about, draws) {
    if (lanes.queries < 2) return undefined
    const { declared } = about
    const free = declared.position.kind === 'none' && !hidesLater(declared)
    const count = 1 + draws.below(lanes.queries - 1)
    const from = free
      ? draws.below(lanes.queries - count + 1)
      : startsTogether(declared)
        ? 0
        : lanes.queries - count
    return {
      changed: placedTokens(
        lanes,
        { queries: range(from, from + count), keys: range(0, lanes.keys) },
        draws,
        declared,
      ),
      sameRow: (_lane, _head, query) => (query >= from && query < from + count ? query - from : undefined),
    }
  },
}

const shifted: Relation = {
  id: 'positions-are-relative',
  title: 'Rows do not depend on where the sequence begins',
  statement:
    'Tokens put in front, of which the rows may use none, move all positions and leave the rows as they are but for rounding.',
  unfit(about) {
    const { declared } = about
    if (declared.position.kind === 'none') return 'No positions are declared.'
    if (about.lengths === 'one-query' && declared.mask.kind !== 'given')
      return 'Only one query can be asked for, which sees what is put in front.'
    if (declared.mask.kind !== 'given' && declared.mask.kind !== 'window')
      return 'Positions are counted inside, and what is put in front is seen: no mask is given, and no window declared.'
    return fixedTokens(about)
  },
  vary(lanes, about, draws) {
    const { mask } = about.declared
    const more = 1 + draws.below(20)
    // Under a window the first rows see what is put in front.
    const first = mask.kind === 'window' ? mask.size - 1 : 0
    if (lanes.queries !== lanes.keys || first >= lanes.queries) return undefined
    const places = [...nowhere(more), ...range(0, lanes.keys)]
    return {
      changed: placedTokens(lanes, { queries: places, keys: places }, draws, about.declared),
      sameRow: (_lane, _head, query) => (query >= first ? query + more : undefined),
      keyAt: (key) => key + more,
    }
  },
}

export const TOKENS: readonly Relation[] = [padding, prefix, chunks, shifted]
