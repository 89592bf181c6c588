import type { Declared } from '../declared.ts'
import type { Extents } from '../lanes.ts'
import { alibiSlope, firstPosition, type Model } from '../model.ts'
import { withModel, type Altered } from './altered.ts'
import { fitted } from './fit.ts'
import { positionOf } from './masks.ts'
import { mistake, type Mistake } from './mistake.ts'

const alignedOther = ({ mask }: Declared, query: number, extents: Extents) =>
  query + firstPosition('aligned' in mask && mask.aligned === 'end' ? 'start' : 'end', extents)

type Bias = (distance: number, head: number, extents: Extents) => number

const slope = (head: number, { queryHeads }: Extents) => alibiSlope(head, queryHeads)

/** ALiBi with another bias, of the distance from the key to the query. */
const biased =
  (declared: Declared, bias: Bias, at = positionOf): ((altered: Altered) => Altered) =>
  (altered) =>
    withModel(altered, {
      bias: (head, query, key, extents) => bias(at(declared, query, extents) - key, head, extents),
    })

const alibi = (name: string, sentence: string, ...biases: readonly Bias[]): Mistake =>
  mistake(name, sentence, (declared) =>
    declared.position.kind === 'alibi' ? biases.map((bias) => biased(declared, bias)) : [],
  )

const sloped =
  (of: (head: number, heads: number) => number): Bias =>
  (distance, head, { queryHeads }) =>
    -of(head, queryHeads) * distance

const ALIBI: readonly Mistake[] = [
  alibi('alibi-not-applied', 'No bias is added to the scores.', () => 0),
  alibi(
    'alibi-heads-from-0',
    'The heads of ALiBi are counted from 0, so that each slope is that of the head before.',
    sloped((h, heads) => 2 ** ((-8 * h) / heads)),
  ),
  alibi(
    'alibi-heads-from-2',
    'The heads of ALiBi are counted from 2, so that each slope is that of the head after.',
    sloped((h, heads) => 2 ** ((-8 * (h + 2)) / heads)),
  ),
  alibi(
    'alibi-sign',
    'The bias of ALiBi has the wrong sign.',
    sloped((h, heads) => -alibiSlope(h, heads)),
  ),
  alibi(
    'alibi-heads-reversed',
    'The slopes of ALiBi are in reverse order of the heads.',
    sloped((h, heads) => alibiSlope(heads - 1 - h, heads)),
  ),
  alibi(
    'alibi-absolute-distance',
    'ALiBi uses the distance without its sign.',
    (x, h, e) => -slope(h, e) * Math.abs(x),
  ),
  alibi(
    'alibi-off-by-one',
    'The distance in ALiBi is off by one.',
    (x, h, e) => -slope(h, e) * Math.abs(x + 1),
    (x, h, e) => -slope(h, e) * Math.abs(x - 1),
    (x, h, e) => -slope(h, e) * Math.max(x + 1, 0),
    (x, h, e) => -slope(h, e) * Math.max(x - 1, 0),
  ),
  alibi(
    'alibi-past-only',
    'ALiBi leaves keys after the query without a bias.',
    (x, h, e) => -slope(h, e) * Math.max(x, 0),
  ),
  alibi(
    'alibi-future-only',
    'ALiBi leaves keys before the query without a bias.',
    (x, h, e) => -slope(h, e) * Math.min(x, 0),
  ),
  alibi(
    'alibi-one-slope',
    'All heads have the same slope in ALiBi.',
    (x, _, e) => -slope(0, e) * x,
    (x, _, e) => -slope(e.queryHeads - 1, e) * x,
  ),
  alibi(
    'alibi-slopes-without-heads',
    'The slopes of ALiBi are 2^-h, whatever the number of heads.',
    sloped((h) => 2 ** -(h + 1)),
    sloped((h) => 2 ** -h),
  ),
  alibi(
    'alibi-slopes-not-exponential',
    'The slopes of ALiBi are not powers of 2.',
    sloped((h) => 1 / (h + 1)),
    sloped((h, heads) => (h + 1) / heads),
    sloped((h, heads) => (-8 * (h + 1)) / heads),
    sloped((h, heads) => (8 * (h + 1)) / heads),
  ),
  alibi(
    'alibi-squared-distance',
    'ALiBi uses the square of the distance.',
    (x, h, e) => -slope(h, e) * x * x,
  ),
  alibi(
    'alibi-scaled',
    'The bias of ALiBi is multiplied by the scale of the scores.',
    (x, h, e) => (-slope(h, e) * x) / Math.sqrt(e.width),
  ),
  mistake(
    'alibi-aligned-at-the-other-end',
    'With unequal numbers of queries and keys, ALiBi counts positions from the wrong end.',
    (declared) =>
      declared.position.kind !== 'alibi'
        ? []
        : [
            biased(declared, (x, h, e) => -slope(h, e) * x, alignedOther),
            biased(declared, (x, h, e) => -slope(h, e) * Math.abs(x), alignedOther),
          ],
  ),
]

const steps = Array.from({ length: 81 }, (_, i) => i / 4)

const alibiPower: Mistake = {
  name: 'alibi-slopes-of-another-power',
  sentence: (power) => `The slopes of ALiBi are 2^(-${power} · h/H), not 2^(-8 · h/H).`,
  kind: 'read',
  candidates: (declared, trials) =>
    declared.position.kind !== 'alibi'
      ? []
      : fitted(declared, trials, steps, (power) =>
          biased(
            declared,
            sloped((h, heads) => 2 ** ((-power * (h + 1)) / heads)),
          ),
        ),
}

const alibiFactor: Mistake = {
  name: 'alibi-slopes-of-another-factor',
  sentence: (factor) => `The bias of ALiBi is ${factor} times what is declared.`,
  kind: 'read',
  candidates: (declared, trials) =>
    declared.position.kind !== 'alibi'
      ? []
      : fitted(declared, trials, [...steps.map((x) => -x).reverse(), ...steps.slice(1)], (factor) =>
          biased(
            declared,
            sloped((h, heads) => factor * alibiSlope(h, heads)),
          ),
        ),
}

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

const rotaryBase: Mistake = {
  name: 'rotary-base',
  sentence: (base) => `The base of the rotations is ${base}.`,
  kind: 'read',
  candidates: (declared, trials) =>
    declared.position.kind !== 'rotary'
      ? []
      : fitted(
          declared,
          trials,
          Array.from({ length: 200 }, (_, i) => 2 ** (i / 8)),
          (base) => (altered) => withModel(altered, { rotary: { ...altered.model.rotary!, base } }),
        ),
}

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

/** How positions enter. */
export const POSITIONS: readonly Mistake[] = [
  ...ALIBI,
  ...ROTARY,
  alibiPower,
  alibiFactor,
  rotaryBase,
  rotaryShift,
]
