import type { Declared } from '../declared.ts'
import type { Model } from '../model.ts'
import { withModel } from './altered.ts'
import { readOff } from './fit.ts'
import { alignedOther } from './alibi.ts'
import { mistake, type Mistake } from './mistake.ts'

type Position = Model['keyPosition']

const rotary = (
  name: string,
  sentence: string,
  ...changes: readonly ((declared: Declared, model: Model) => Partial<Model>)[]
): Mistake =>
  mistake(name, sentence, (declared) =>
    declared.position.kind !== 'rotary'
      ? []
      : changes.map((change) => (altered) => withModel(altered, change(declared, altered.model))),
  )

const shift =
  (position: Position, by: number): Position =>
  (token, extents) =>
    position(token, extents) + by
const times =
  (position: Position, by: number): Position =>
  (token, extents) =>
    position(token, extents) * by

const ROTARY: readonly Mistake[] = [
  mistake('rotary-not-applied', 'Queries and keys are not rotated.', ({ position }) =>
    position.kind !== 'rotary'
      ? []
      : [(altered) => withModel(altered, { queryPosition: () => 0, keyPosition: () => 0 })],
  ),
  rotary(
    'rotary-keys-one-later',
    'Positions of keys are counted from 1, those of queries from 0.',
    (_, m) => ({ keyPosition: shift(m.keyPosition, 1) }),
  ),
  rotary(
    'rotary-queries-one-later',
    'Positions of queries are counted from 1, those of keys from 0.',
    (_, m) => ({ queryPosition: shift(m.queryPosition, 1) }),
  ),
  rotary(
    'rotary-pairs-mixed-up',
    'Pairs of entries are taken as neighbours where they are halves apart, or the reverse.',
    (_, m) => ({
      rotary: { ...m.rotary!, pairs: m.rotary!.pairs === 'halves' ? 'neighbours' : 'halves' },
    }),
  ),
  rotary('rotary-of-queries-only', 'Queries are rotated, keys are not.', () => ({ keyPosition: () => 0 })),
  rotary('rotary-of-keys-only', 'Keys are rotated, queries are not.', () => ({ queryPosition: () => 0 })),
  rotary('rotary-backwards', 'Queries and keys are rotated backwards.', (_, m) => ({
    queryPosition: times(m.queryPosition, -1),
    keyPosition: times(m.keyPosition, -1),
  })),
  rotary('rotary-queries-backwards', 'Queries are rotated backwards.', (_, m) => ({
    queryPosition: times(m.queryPosition, -1),
  })),
  rotary('rotary-keys-backwards', 'Keys are rotated backwards.', (_, m) => ({
    keyPosition: times(m.keyPosition, -1),
  })),
  rotary(
    'rotary-aligned-at-the-other-end',
    'With unequal numbers of queries and keys, rotations count positions from the wrong end.',
    (declared) => ({
      queryPosition: (query, extents) => alignedOther(declared, query, extents),
    }),
  ),
  rotary('rotary-applied-twice', 'Queries and keys are rotated twice.', (_, m) => ({
    queryPosition: times(m.queryPosition, 2),
    keyPosition: times(m.keyPosition, 2),
  })),
  rotary(
    'rotary-frequencies',
    'The frequencies of the rotations are wrong.',
    () => ({ frequency: (l, d, base) => base ** (-l / d) }),
    () => ({ frequency: (l, d, base) => base ** ((-2 * (l + 1)) / d) }),
    () => ({ frequency: (l, d, base) => base ** ((-4 * l) / d) }),
    () => ({ frequency: (l, d, base) => base ** ((2 * l) / d) }),
    () => ({ frequency: (l, d, base) => base ** (-l / Math.max(d / 2 - 1, 1)) }),
    () => ({ frequency: (l, d, base) => base ** ((-2 * (Math.floor(d / 2) - 1 - l)) / d) }),
    () => ({ frequency: () => 1 }),
    () => ({ frequency: (l, d, base) => 2 * Math.PI * base ** ((-2 * l) / d) }),
  ),
  rotary('rotary-positions-reversed', 'Positions of keys are counted from the last one.', (_, m) => ({
    keyPosition: (key, extents) => m.keyPosition(extents.keys - 1 - key, extents),
  })),
  ...[1e2, 1e3, 1e4, 1e5, 5e5, 1e6, 2, 10].map((base) =>
    rotary('rotary-base', `The base of the rotations is ${base}.`, (_, m) => ({
      rotary: { ...m.rotary!, base },
    })),
  ),
]

const rotaryBase = readOff(
  'rotary-base',
  'The base of the rotations is #.',
  ({ position }) => position.kind === 'rotary',
  Array.from({ length: 200 }, (_, i) => 2 ** (i / 8)),
  (base) => (altered) => withModel(altered, { rotary: { ...altered.model.rotary!, base } }),
)

const rotaryShift: Mistake = {
  name: 'rotary-positions-off',
  sentence: (by) => `Positions of keys are off by ${by} against those of queries.`,
  kind: 'read',
  *candidates({ position }) {
    if (position.kind !== 'rotary') return
    for (let by = 2; by <= 64; by++)
      for (const parameter of [by, -by])
        yield {
          parameter,
          alter: (altered) =>
            withModel(altered, { keyPosition: shift(altered.model.keyPosition, parameter) }),
        }
  },
}

/** Rotations by positions. */
export const ROTATIONS: readonly Mistake[] = [...ROTARY, rotaryBase, rotaryShift]
