import type { Declared } from '../declared.ts'
import type { Extents } from '../lanes.ts'
import { firstPosition, type Model } from '../model.ts'
import { withModel } from './altered.ts'
import { mistake, type Mistake } from './mistake.ts'

type Allows = Model['allows']

/** Where a query stands among the keys, as the mask is declared to be aligned. */
export const positionOf = ({ mask }: Declared, query: number, extents: Extents) =>
  query + ('aligned' in mask ? firstPosition(mask.aligned, extents) : 0)

/** Masks of a kind, with another rule for which keys a query may use. */
const mask = (
  kinds: readonly Declared['mask']['kind'][],
  name: string,
  sentence: string,
  rule: (declared: Declared, allows: Allows) => Allows | readonly Allows[],
): Mistake =>
  mistake(name, sentence, (declared) => {
    if (!kinds.includes(declared.mask.kind)) return []
    const ways = (allows: Allows) => [rule(declared, allows)].flat()
    return ways(() => true).map(
      (_, at) => (altered) => withModel(altered, { allows: ways(altered.model.allows)[at] }),
    )
  })

/** A rule of the query's position and the key's. */
const rule =
  (allows: (at: number, key: number, size: number) => boolean) =>
  (declared: Declared): Allows =>
  (query, key, extents) =>
    allows(
      positionOf(declared, query, extents),
      key,
      declared.mask.kind === 'window' ? declared.mask.size : Infinity,
    )

const CAUSAL = ['causal', 'window'] as const
const ANY = ['causal', 'window', 'given'] as const

const realigned: (declared: Declared) => Allows = ({ mask: declared }) => {
  if (declared.kind !== 'causal' && declared.kind !== 'window') return () => true
  const aligned = declared.aligned === 'start' ? 'end' : 'start'
  const size = declared.kind === 'window' ? declared.size : Infinity
  return (query, key, extents) => {
    const at = query + firstPosition(aligned, extents)
    return key <= at && key > at - size
  }
}

const CAUSAL_RULES: readonly Mistake[] = [
  mask(
    ['causal'],
    'causal-mask-off-by-one-later',
    'The causal mask is off by one: each query also uses the key after its own position.',
    rule((at, key) => key <= at + 1),
  ),
  mask(
    ['causal'],
    'causal-mask-off-by-one-earlier',
    'The causal mask is off by one: no query uses the key of its own position.',
    rule((at, key) => key < at),
  ),
  mask(
    ['causal'],
    'causal-mask-transposed',
    'The causal mask is transposed: queries use the keys from their own position on.',
    rule((at, key) => key >= at),
  ),
  mask(
    ['causal'],
    'causal-mask-inverted',
    'The causal mask is inverted: queries use the keys after their own position, and no others.',
    rule((at, key) => key > at),
  ),
  mask(
    CAUSAL,
    'mask-aligned-at-the-other-end',
    'With unequal numbers of queries and keys, the mask is aligned at the wrong end: start and end are mixed up.',
    realigned,
  ),
  mask(
    ['causal'],
    'causal-mask-own-position-only',
    'Each query uses the key of its own position only.',
    rule((at, key) => key === at),
  ),
]

const WINDOW_RULES: readonly Mistake[] = [
  mask(
    ['window'],
    'sliding-window-one-wider',
    'The sliding window is off by one: it holds one key more than declared, before the others.',
    rule((at, key, size) => key <= at && key >= at - size),
  ),
  mask(
    ['window'],
    'sliding-window-one-narrower',
    'The sliding window is off by one: it holds one key less than declared.',
    rule((at, key, size) => key <= at && key > at - size + 1),
  ),
  mask(
    ['window'],
    'sliding-window-one-later',
    'The sliding window is off by one: both of its ends are one key later.',
    rule((at, key, size) => key <= at + 1 && key > at - size + 1),
  ),
  mask(
    ['window'],
    'sliding-window-one-earlier',
    'The sliding window is off by one: both of its ends are one key earlier.',
    rule((at, key, size) => key < at && key >= at - size),
  ),
  mask(
    ['window'],
    'sliding-window-sees-one-later',
    'The sliding window also holds the key after the query.',
    rule((at, key, size) => key <= at + 1 && key > at - size),
  ),
  mask(
    ['window'],
    'sliding-window-without-own-position',
    'The sliding window leaves out the key of the query’s own position.',
    rule((at, key, size) => key < at && key > at - size),
  ),
  mask(
    ['window'],
    'sliding-window-on-both-sides',
    'The sliding window reaches to both sides of the query.',
    (declared) => [
      rule((at, key, size) => Math.abs(key - at) < size)(declared),
      rule((at, key, size) => Math.abs(key - at) <= size)(declared),
      rule((at, key, size) => Math.abs(key - at) <= Math.floor(size / 2))(declared),
    ],
  ),
  mask(
    ['window'],
    'sliding-window-after-the-query',
    'The sliding window holds the keys after the query, not those before it.',
    rule((at, key, size) => key >= at && key < at + size),
  ),
  mask(
    ['window'],
    'sliding-window-without-end',
    'No sliding window is applied: each query uses all keys up to its own position.',
    rule((at, key) => key <= at),
  ),
  mask(
    ['window'],
    'sliding-window-without-causality',
    'The sliding window ends at no side of the query but the earlier one: later keys are used too.',
    rule((at, key, size) => key > at - size),
  ),
]

const GIVEN_RULES: readonly Mistake[] = [
  mask(
    ['given'],
    'given-mask-inverted',
    'The mask is inverted: forbidden keys are used, allowed ones are not.',
    (_, allows) => (query, key, extents, given) => !allows(query, key, extents, given),
  ),
  mask(
    ['none', 'given'],
    'causal-mask-not-declared',
    'A causal mask is applied that is not declared.',
    (_, allows) =>
      (['start', 'end'] as const).map(
        (aligned): Allows =>
          (query, key, extents, given) =>
            allows(query, key, extents, given) && key <= query + firstPosition(aligned, extents),
      ),
  ),
]

const ANY_RULES: readonly Mistake[] = [
  mask(ANY, 'mask-not-applied', 'The mask is not applied.', () => () => true),
  mask(
    CAUSAL,
    'mask-flipped-along-keys',
    'The mask is flipped along the keys.',
    (_, allows) => (query, key, extents, given) => allows(query, extents.keys - 1 - key, extents, given),
  ),
  mask(
    CAUSAL,
    'mask-flipped-along-queries',
    'The mask is flipped along the queries.',
    (_, allows) => (query, key, extents, given) => allows(extents.queries - 1 - query, key, extents, given),
  ),
]

/** A causal mask whose last key is further off than by one. */
const causalOffset: Mistake = {
  name: 'causal-mask-offset',
  sentence: (offset) => `The last key that the causal mask allows is off by ${offset}.`,
  kind: 'read',
  *candidates(declared, trials) {
    if (declared.mask.kind !== 'causal') return
    const most = Math.max(...trials.map(({ lanes }) => lanes.keys))
    for (let offset = 2; offset < Math.min(most, 512); offset++)
      for (const parameter of [offset, -offset])
        yield {
          parameter,
          alter: (altered) =>
            withModel(altered, { allows: rule((at, key) => key <= at + parameter)(declared) }),
        }
  },
}

const windowSize: Mistake = {
  name: 'sliding-window-size',
  sentence: (size) => `The sliding window holds ${size} keys.`,
  kind: 'read',
  *candidates(declared, trials) {
    const most = Math.max(...trials.map(({ lanes }) => lanes.keys))
    for (let size = 1; size < Math.min(most, 1024); size++) {
      if (declared.mask.kind !== 'none' && declared.mask.kind !== 'window' && declared.mask.kind !== 'causal')
        return
      yield {
        parameter: size,
        alter: (altered) =>
          withModel(altered, { allows: rule((at, key) => key <= at && key > at - size)(declared) }),
      }
    }
  },
}

/** Wrong rules of which keys a query may use. */
export const MASKS: readonly Mistake[] = [
  ...ANY_RULES,
  ...CAUSAL_RULES,
  ...WINDOW_RULES,
  ...GIVEN_RULES,
  causalOffset,
  windowSize,
]
