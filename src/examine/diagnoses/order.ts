import type { Lanes } from '../lanes.ts'
import { withChange, type Altered, type Reordering } from './altered.ts'
import { mistake, type Mistake } from './mistake.ts'

/** Where the row of a place comes from. */
type Place = (token: number, tokens: number) => number

export const rowsMoved = (numbers: Float32Array, tokens: number, place: Place): Float32Array => {
  const row = numbers.length / tokens
  return numbers.map((_, at) => numbers[place(Math.floor(at / row), tokens) * row + (at % row)])
}

const values = (altered: Altered, place: Place): Altered =>
  withChange(altered, 'inputs', (lanes) => ({ ...lanes, v: rowsMoved(lanes.v, lanes.keys, place) }))

const keysOf = (altered: Altered, place: Place): Altered =>
  withChange(altered, 'inputs', (lanes) => ({ ...lanes, k: rowsMoved(lanes.k, lanes.keys, place) }))

/** The permutation back; the same where several tokens come from one. */
const inverse =
  (place: Place): Place =>
  (token, tokens) => {
    for (let from = 0; from < tokens; from++) if (place(from, tokens) === token) return from
    return place(token, tokens)
  }

const modulo = (x: number, n: number) => ((x % n) + n) % n

const PLACES: readonly (readonly [name: string, sentence: string, place: Place])[] = [
  ['rolled', 'by one token', (token, n) => modulo(token - 1, n)],
  ['rolled-back', 'by one token, backwards', (token, n) => modulo(token + 1, n)],
  ['reversed', 'in reverse order', (token, n) => n - 1 - token],
  ['swapped', 'by swapping neighbours', (token, n) => ((token ^ 1) < n ? token ^ 1 : token)],
  ['halves-swapped', 'by swapping halves', (token, n) => modulo(token + Math.floor(n / 2), n)],
  ['halves-swapped-back', 'by swapping halves', (token, n) => modulo(token - Math.floor(n / 2), n)],
  [
    'even-first',
    'with the even ones first',
    (token, n) => (token < Math.ceil(n / 2) ? 2 * token : 2 * (token - Math.ceil(n / 2)) + 1),
  ],
  [
    'riffled',
    'as cards are riffled',
    (token, n) => (token % 2 === 0 ? token / 2 : Math.ceil(n / 2) + (token - 1) / 2),
  ],
  [
    'first-and-last-swapped',
    'by swapping the first and the last',
    (token, n) => (token === 0 ? n - 1 : token === n - 1 ? 0 : token),
  ],
  ['first-two-swapped', 'by swapping the first two', (token, n) => (n > 1 && token < 2 ? 1 - token : token)],
  ['clamped', 'by one token, the first one twice', (token) => Math.max(token - 1, 0)],
  ['clamped-back', 'by one token, the last one twice', (token, n) => Math.min(token + 1, n - 1)],
]

const permuted: readonly Mistake[] = PLACES.map(([way, how, place]) =>
  mistake(`keys-permuted-against-values-${way}`, `Values are permuted against their keys, ${how}.`, () => [
    (altered) => values(altered, place),
    (altered) => keysOf(altered, inverse(place)),
  ]),
)

/** By as many tokens as are read off. */
const rolled: Mistake = {
  name: 'keys-permuted-against-values-rolled-by',
  sentence: (by) => `Values are rolled against their keys, by ${by} tokens.`,
  kind: 'read',
  *candidates(_, trials) {
    const most = Math.max(...trials.map(({ lanes }) => lanes.keys))
    for (let by = 2; by < Math.min(most, 256); by++)
      for (const parameter of [by, -by])
        yield { parameter, alter: (altered) => values(altered, (token, n) => modulo(token - parameter, n)) }
  },
}

const lanes = (name: string, sentence: string, ...changes: readonly ((lanes: Lanes) => Lanes)[]): Mistake =>
  mistake(name, sentence, () => changes.map((change) => (altered) => withChange(altered, 'inputs', change)))

/** Rows of one array of a lane in the place of another's, where their shapes allow it. */
const instead =
  (into: 'q' | 'k' | 'v', from: 'q' | 'k' | 'v') =>
  (one: Lanes): Lanes =>
    one[into].length === one[from].length ? { ...one, [into]: one[from] } : one

const INPUTS: readonly Mistake[] = [
  lanes('queries-and-keys-swapped', 'Queries and keys are swapped.', (one) =>
    one.q.length === one.k.length ? { ...one, q: one.k, k: one.q } : one,
  ),
  lanes('queries-for-keys', 'Queries stand in the place of keys.', instead('k', 'q')),
  lanes('keys-for-queries', 'Keys stand in the place of queries.', instead('q', 'k')),
  lanes('keys-for-values', 'Keys stand in the place of values.', instead('v', 'k')),
  lanes('values-for-keys', 'Values stand in the place of keys.', instead('k', 'v')),
  lanes('queries-for-values', 'Queries stand in the place of values.', instead('v', 'q')),
  lanes('keys-and-values-swapped', 'Keys and values are swapped.', (one) =>
    one.k.length === one.v.length ? { ...one, k: one.v, v: one.k } : one,
  ),
  ...(['rolled', 'rolled-back', 'reversed'] as const).map((way) =>
    lanes(`queries-${way}`, `Queries are ${way.replace('-', ' ')} against their rows.`, (one) => ({
      ...one,
      q: rowsMoved(one.q, one.queries, PLACES.find(([name]) => name === way)![2]),
    })),
  ),
  ...(['rolled', 'rolled-back', 'reversed'] as const).map((way) =>
    lanes(
      `keys-and-values-${way}`,
      `Keys and values are ${way.replace('-', ' ')} against the mask and their positions.`,
      (one) => {
        const place = PLACES.find(([name]) => name === way)![2]
        return { ...one, k: rowsMoved(one.k, one.keys, place), v: rowsMoved(one.v, one.keys, place) }
      },
    ),
  ),
]

const reordering = (
  name: string,
  sentence: string,
  of: 'output' | 'weights',
  from: Reordering['from'],
): Mistake => mistake(name, sentence, () => [(altered) => withChange(altered, 'order', { of, from })])

/** A matrix of `rows` rows that stands transposed in memory. */
const transposed = (rows: number, columns: number, times: number): Int32Array =>
  Int32Array.from({ length: rows * columns * times }, (_, at) => {
    const [block, rest] = [Math.floor(at / (rows * columns)), at % (rows * columns)]
    return block * rows * columns + (rest % rows) * columns + Math.floor(rest / rows)
  })

const ANSWERS: readonly Mistake[] = [
  reordering(
    'output-transposed',
    'The output is transposed.',
    'output',
    ({ queries, queryHeads, valueWidth }) => transposed(queries, queryHeads * valueWidth, 1),
  ),
  reordering(
    'weights-transposed',
    'The weights that are returned are transposed.',
    'weights',
    ({ queries, keys, queryHeads }) => transposed(queries, keys, queryHeads),
  ),
  reordering(
    'output-rows-reversed',
    'The rows of the output are in reverse order.',
    'output',
    ({ queries, queryHeads, valueWidth }) =>
      Int32Array.from({ length: queries * queryHeads * valueWidth }, (_, at) => {
        const row = queryHeads * valueWidth
        return (queries - 1 - Math.floor(at / row)) * row + (at % row)
      }),
  ),
  reordering(
    'output-features-reversed',
    'The entries of each row of the output are in reverse order.',
    'output',
    ({ queries, queryHeads, valueWidth }) =>
      Int32Array.from(
        { length: queries * queryHeads * valueWidth },
        (_, at) => at - (at % valueWidth) + valueWidth - 1 - (at % valueWidth),
      ),
  ),
]

/** What stands in another's place, or in another order. */
export const ORDERS: readonly Mistake[] = [...permuted, ...INPUTS, ...ANSWERS, rolled]
