import type { Draws } from '../../generate/draws.ts'
import type { Lanes } from '../lanes.ts'
import { modelOf } from '../model.ts'
import { roundTo } from '../round-to.ts'
import { range, withRows } from './placed-tokens.ts'
import type { About, Relation } from './relation.ts'

/** Writes other numbers into the row of a key, in k or in v. */
type Replace = (row: Float32Array, array: 'k' | 'v') => void

/**
 * A relation that replaces some keys or values, drawn for each lane: rows that may use none of them have to stay.
 *
 * @param replacing draws how
 */
function replacing(
  described: Omit<Relation, 'vary'>,
  arrays: readonly ('k' | 'v')[],
  chosen: (about: About, lanes: Lanes, draws: Draws) => number[],
  replacement: (about: About, draws: Draws) => Replace,
): Relation {
  return {
    ...described,
    vary(lanes, about, draws) {
      const model = modelOf(about.declared)
      const { mask, keys, queries } = lanes
      const keysOf = range(0, lanes.lanes).map(() => chosen(about, lanes, draws))
      const replace = replacement(about, draws)
      const changed = arrays.reduce(
        (all, array) =>
          withRows(
            all,
            array,
            (lane) => keysOf[lane],
            (row) => replace(row, array),
          ),
        lanes,
      )
      const isGiven = (lane: number, query: number, key: number) =>
        mask === undefined || mask[(lane * queries + query) * keys + key] !== 0
      return {
        changed,
        sameRow: (lane, _, query) =>
          keysOf[lane].some((key) => model.allows(query, key, lanes, isGiven(lane, query, key)))
            ? undefined
            : query,
      }
    },
  }
}

/** All keys from some place on. */
const lastKeys = (_: About, { keys }: Lanes, draws: Draws) => range(draws.below(keys), keys)

/** One key or two neighbours; of a causal mask as many as there are, since the last rows see all. */
function someKeys({ declared: { mask } }: About, { keys }: Lanes, draws: Draws): number[] {
  const from = draws.below(keys)
  return range(from, mask.kind === 'causal' ? keys : Math.min(keys, from + 1 + draws.below(2)))
}

function drawn({ declared: { precision } }: About, draws: Draws): Replace {
  const scales = { k: [1, 8, 200][draws.below(3)], v: [1, 1000][draws.below(2)] }
  return (row, array) => {
    draws.fillNormal(row, 0, row.length, scales[array])
    roundTo(precision, row)
  }
}

/** NaN or an infinity, in one entry or in all. */
function notFinite(_: About, draws: Draws): Replace {
  return (row) => {
    const value = [NaN, Infinity, -Infinity][draws.below(3)]
    if (draws.sign() > 0) row.fill(value)
    else row[draws.below(row.length)] = value
  }
}

const withoutMask = ({ declared: { mask } }: About): string | undefined =>
  mask.kind === 'none' ? 'No mask is declared: every query may use every key.' : undefined

export const FORBIDDEN_KEYS: readonly Relation[] = [
  replacing(
    {
      id: 'no-row-sees-a-later-token',
      title: 'No row sees a later token',
      statement: 'Other keys and values at later positions leave a row as it is, bit for bit.',
      unfit: ({ declared: { mask } }) =>
        mask.kind === 'causal' || mask.kind === 'window'
          ? undefined
          : 'No causal mask is declared: later tokens may be seen.',
    },
    ['k', 'v'],
    lastKeys,
    drawn,
  ),
  replacing(
    {
      id: 'no-row-sees-a-forbidden-key',
      title: 'No row sees a key that the mask forbids',
      statement:
        'Other numbers in keys and values that a query may not use leave its row as it is, bit for bit.',
      unfit: (about) =>
        about.declared.mask.kind === 'causal'
          ? 'Under a causal mask forbidden keys are later ones; see no-row-sees-a-later-token.'
          : withoutMask(about),
    },
    ['k', 'v'],
    someKeys,
    drawn,
  ),
  replacing(
    {
      id: 'non-finite-values-stay-behind-the-mask',
      title: 'NaN and infinities in forbidden values stay there',
      statement: 'NaN and infinities in values that a query may not use leave its row as it is, bit for bit.',
      unfit: withoutMask,
    },
    ['v'],
    someKeys,
    notFinite,
  ),
  replacing(
    {
      id: 'non-finite-keys-stay-behind-the-mask',
      title: 'NaN and infinities in forbidden keys stay there',
      statement: 'NaN and infinities in keys that a query may not use leave its row as it is, bit for bit.',
      unfit: withoutMask,
    },
    ['k'],
    someKeys,
    notFinite,
  ),
]
