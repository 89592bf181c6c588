import { sizes, type Lanes } from '../lanes.ts'
import { modelOf } from '../model.ts'
import { pickLanes } from '../pick-lanes.ts'
import { roundTo } from '../round-to.ts'
import { range, withRows } from './placed-tokens.ts'
import type { Relation } from './relation.ts'

const itself = (_lane: number, _head: number, query: number) => query

const twice: Relation = {
  id: 'twice-the-same',
  title: 'Asked twice it answers the same',
  statement: 'The same inputs are answered with the same numbers, bit for bit.',
  unfit: () => undefined,
  vary: (lanes) => ({ changed: lanes, sameRow: itself }),
}

const alone: Relation = {
  id: 'alone-as-in-a-batch',
  title: 'A lane alone is answered as in a batch',
  statement: 'A lane that is asked for alone is answered as among others, bit for bit.',
  unfit: () => undefined,
  vary: (lanes) => (lanes.lanes > 1 ? { changed: lanes, sameRow: itself } : undefined),
  async ask(examined, changed) {
    const size = sizes(changed)
    const output = new Float32Array(changed.lanes * size.output)
    const weights = new Float32Array(changed.lanes * size.weights)
    let gave = { output: false, weights: false }
    for (let lane = 0; lane < changed.lanes; lane++) {
      const one = await examined.answer(pickLanes(changed, [lane]))
      if (one.output) output.set(one.output, lane * size.output)
      if (one.weights) weights.set(one.weights, lane * size.weights)
      gave = { output: one.output !== undefined, weights: one.weights !== undefined }
    }
    return { ...(gave.output && { output }), ...(gave.weights && { weights }) }
  },
}

const otherQueries: Relation = {
  id: 'no-row-sees-another-query',
  title: 'No row sees another query',
  statement: 'Other numbers in the other queries leave a row as it is, bit for bit.',
  unfit: ({ lengths }) => (lengths === 'one-query' ? 'It takes one query.' : undefined),
  vary(lanes, { declared: { precision } }, draws) {
    if (lanes.queries < 2) return undefined
    const kept = range(0, lanes.lanes).map(() => draws.below(lanes.queries))
    const scale = [1, 30][draws.below(2)]
    const changed = withRows(
      lanes,
      'q',
      (lane) => range(0, lanes.queries).filter((query) => query !== kept[lane]),
      (row) => {
        draws.fillNormal(row, 0, row.length, scale)
        roundTo(precision, row)
      },
    )
    return { changed, sameRow: (lane, _, query) => (query === kept[lane] ? query : undefined) }
  },
}

const headMapping: Relation = {
  id: 'a-key-head-reaches-its-group',
  title: 'A key head reaches the query heads of its group only',
  statement:
    'Other numbers in one key head leave all query heads as they are that do not use it, bit for bit.',
  unfit: ({ declared: { heads } }) => (heads.key > 1 ? undefined : 'It has one key head.'),
  vary(lanes, { declared }, draws) {
    const model = modelOf(declared)
    const head = draws.below(lanes.keyHeads)
    const part = (width: number) => (row: Float32Array) => {
      const numbers = row.subarray(head * width, (head + 1) * width)
      draws.fillNormal(numbers, 0, width, 3)
      roundTo(declared.precision, numbers)
    }
    const all = () => range(0, lanes.keys)
    const changed = withRows(
      withRows(lanes, 'k', all, part(lanes.width)),
      'v',
      all,
      part(lanes.valueWidth),
    ) satisfies Lanes
    return {
      changed,
      sameRow: (_lane, queryHead, query) => (model.keyHead(queryHead, lanes) === head ? undefined : query),
    }
  },
}

export const OTHERS: readonly Relation[] = [twice, alone, otherQueries, headMapping]
