import type { Declared } from '../declared.ts'
import type { Extents } from '../lanes.ts'
import { alibiSlope, firstPosition } from '../model.ts'
import { withModel, type Altered } from './altered.ts'
import { readOff } from './fit.ts'
import { positionOf } from './masks.ts'
import { mistake, type Mistake } from './mistake.ts'

export const alignedOther = ({ mask }: Declared, query: number, extents: Extents) =>
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

const ofAlibi = ({ position }: Declared) => position.kind === 'alibi'

const READ = [
  readOff(
    'alibi-slopes-of-another-power',
    'The slopes of ALiBi are 2^(-# · h/H), not 2^(-8 · h/H).',
    ofAlibi,
    steps,
    (power, declared) =>
      biased(
        declared,
        sloped((h, heads) => 2 ** ((-power * (h + 1)) / heads)),
      ),
  ),
  readOff(
    'alibi-slopes-of-another-factor',
    'The bias of ALiBi is # times what is declared.',
    ofAlibi,
    [...steps.map((x) => -x).reverse(), ...steps.slice(1)],
    (factor, declared) =>
      biased(
        declared,
        sloped((h, heads) => factor * alibiSlope(h, heads)),
      ),
  ),
]

/** Biases of positions. */
export const ALIBIS: readonly Mistake[] = [...ALIBI, ...READ]
