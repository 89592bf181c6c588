import type { Lanes } from '../lanes.ts'
import { withChange, withModel, type Altered, type Reordering } from './altered.ts'
import { mistake, type Mistake } from './mistake.ts'

type HeadOf = (head: number, lanes: Lanes) => number

const repeated: HeadOf = (head, { queryHeads, keyHeads }) => Math.floor((head * keyHeads) / queryHeads)

/** Another key head for a query head: of keys and values, of one of them alone. */
const keyHead = (name: string, sentence: string, of: HeadOf): readonly Mistake[] => [
  mistake(name, `${sentence}.`, ({ heads }) =>
    heads.query === 1
      ? []
      : [(altered) => withModel(altered, { keyHead: (head, extents) => of(head, extents as Lanes) })],
  ),
  mistake(`${name}-for-keys`, `${sentence}, for keys but not for values.`, ({ heads }) =>
    heads.query === 1
      ? []
      : [
          (altered) => ({
            ...withModel(altered, { keyHead: (head, extents) => of(head, extents as Lanes) }),
            valueHead: altered.valueHead ?? repeated,
          }),
        ],
  ),
  mistake(`${name}-for-values`, `${sentence}, for values but not for keys.`, ({ heads }) =>
    heads.query === 1 ? [] : [(altered) => ({ ...altered, valueHead: of })],
  ),
]

/** Where entry c of head h of a token stands: head after head, or entry after entry. */
const interleaved = (numbers: Float32Array, tokens: number, heads: number): Float32Array => {
  const row = numbers.length / tokens
  const width = row / heads
  return numbers.map((_, at) => {
    const [token, rest] = [Math.floor(at / row), at % row]
    const [head, c] = [Math.floor(rest / width), rest % width]
    return numbers[token * row + c * heads + head]
  })
}

/** Rows that are split into heads without moving the heads' axis before the tokens'. */
const notMoved = (numbers: Float32Array, tokens: number, heads: number): Float32Array => {
  const row = numbers.length / tokens
  const width = row / heads
  return numbers.map((_, at) => {
    const [token, rest] = [Math.floor(at / row), at % row]
    const [head, c] = [Math.floor(rest / width), rest % width]
    return numbers[(head * tokens + token) * width + c]
  })
}

type Split = (numbers: Float32Array, tokens: number, heads: number) => Float32Array

const inputs = (altered: Altered, split: Split): Altered =>
  withChange(altered, 'inputs', (lanes) => ({
    ...lanes,
    q: split(lanes.q, lanes.queries, lanes.queryHeads),
    k: split(lanes.k, lanes.keys, lanes.keyHeads),
    v: split(lanes.v, lanes.keys, lanes.keyHeads),
  }))

/** Where the numbers of an output stand that is joined with another rule. */
const joined = (split: Split): Reordering => ({
  of: 'output',
  from: ({ queries, queryHeads, valueWidth }) => {
    const places = Float32Array.from({ length: queries * queryHeads * valueWidth }, (_, at) => at)
    const moved = split(places, queries, queryHeads)
    // A number of the truth stands where the rule would have read it from.
    const from = new Int32Array(places.length)
    moved.forEach((place, truth) => (from[place] = truth))
    return from
  },
})

const splits = (name: string, sentence: string, split: Split): readonly Mistake[] => [
  mistake(name, `${sentence}, in inputs and output alike.`, ({ heads }) =>
    heads.query === 1 ? [] : [(altered) => withChange(inputs(altered, split), 'order', joined(split))],
  ),
  mistake(`${name}-of-inputs`, `${sentence}, in inputs.`, ({ heads }) =>
    heads.query === 1 ? [] : [(altered) => inputs(altered, split)],
  ),
  mistake(`${name}-of-output`, `${sentence}, in the output.`, ({ heads }) =>
    heads.query === 1 ? [] : [(altered) => withChange(altered, 'order', joined(split))],
  ),
]

const reversed: Split = (numbers, tokens, heads) => {
  const row = numbers.length / tokens
  const width = row / heads
  return numbers.map((_, at) => {
    const rest = at % row
    return numbers[at - rest + (heads - 1 - Math.floor(rest / width)) * width + (rest % width)]
  })
}

/** Which numbers belong to which head. */
export const HEADS: readonly Mistake[] = [
  ...keyHead(
    'grouped-heads-tiled',
    'Key heads are tiled (1 2 1 2) in place of being repeated (1 1 2 2)',
    (head, { keyHeads }) => head % keyHeads,
  ),
  ...keyHead(
    'key-heads-reversed',
    'Query heads use the key heads in reverse',
    (head, lanes) => lanes.keyHeads - 1 - repeated(head, lanes),
  ),
  ...keyHead('first-key-head-for-all', 'All query heads use the first key head', () => 0),
  ...keyHead(
    'last-key-head-for-all',
    'All query heads use the last key head',
    (_, { keyHeads }) => keyHeads - 1,
  ),
  ...keyHead(
    'key-heads-off-by-one',
    'Query heads use the key head after their own',
    (head, lanes) => (repeated(head, lanes) + 1) % lanes.keyHeads,
  ),
  ...keyHead(
    'key-heads-off-by-one-query-head',
    'The groups of query heads that share a key head begin one head too late',
    (head, lanes) => repeated((head + lanes.queryHeads - 1) % lanes.queryHeads, lanes),
  ),
  ...keyHead(
    'key-heads-off-by-one-query-head-earlier',
    'The groups of query heads that share a key head begin one head too early',
    (head, lanes) => repeated((head + 1) % lanes.queryHeads, lanes),
  ),
  ...splits('heads-interleaved', 'Heads are taken as interleaved, not as one after the other', interleaved),
  ...splits(
    'heads-split-without-transpose',
    'Heads are split off without moving their axis before that of the tokens',
    notMoved,
  ),
  ...splits('heads-reversed', 'The order of the heads is reversed', reversed).slice(2),
]
