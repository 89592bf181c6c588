import type { Draws } from '../../generate/draws.ts'
import { countEmptyRow, emptyRowKinds, noEmptyRows } from '../empty-row.ts'
import { sizes, type Lanes } from '../lanes.ts'
import type { Difference } from './compare-rows.ts'
import { placedTokens, range } from './placed-tokens.ts'
import type { Property } from './property.ts'
import type { About } from './relation.ts'

/** The same inputs with queries that may use no key. */
function withEmptyRows(lanes: Lanes, { declared }: About, draws: Draws): Lanes {
  if (declared.mask.kind !== 'given') {
    const queries = [undefined, ...range(0, lanes.queries)]
    while (queries.length <= lanes.keys) queries.unshift(undefined)
    return placedTokens(lanes, { queries, keys: range(0, lanes.keys) }, draws, declared)
  }
  const mask = lanes.mask!.slice()
  for (let lane = 0; lane < lanes.lanes; lane++) {
    const from = lane * sizes(lanes).mask + draws.below(lanes.queries) * lanes.keys
    mask.fill(0, from, from + lanes.keys)
  }
  return { ...lanes, mask }
}

export const emptyRows: Property = {
  id: 'rows-without-keys',
  title: 'What a query gets that may use no key',
  statement: 'A query that may use no key gets what is declared: zeros, NaN, or the mean of the values.',
  unfit({ declared: { mask }, lengths, gives }) {
    if (!gives.output) return 'It returns no output.'
    if (mask.kind === 'given') return undefined
    if (mask.kind !== 'none' && mask.aligned === 'end' && lengths === 'free') return undefined
    return 'Every query may use a key.'
  },
  words: {
    differs: 'did not get what is declared',
    rounding: '',
    beyond: 'by more than rounding',
    unknown: '',
  },
  async attempt({ examined, about, model, lanes, draws }) {
    const asked = withEmptyRows(lanes, about, draws)
    const { output } = await examined.answer(asked)
    const kinds = noEmptyRows()
    const differences: Difference[] = []
    if (!output) return undefined
    let rows = 0
    const { queries, keys, queryHeads, valueWidth } = asked
    for (let lane = 0; lane < asked.lanes; lane++)
      for (let query = 0; query < queries; query++) {
        const given = (key: number) =>
          asked.mask === undefined || asked.mask[(lane * queries + query) * keys + key] !== 0
        if (range(0, keys).some((key) => model.allows(query, key, asked, given(key)))) continue
        for (let head = 0; head < queryHeads; head++) {
          const row = (lane * queries + query) * queryHeads + head
          const fitting = emptyRowKinds(asked, output, row, model)
          rows += 1
          countEmptyRow(fitting, kinds)
          const { emptyRow } = about.declared
          const returned = output[row * valueWidth]
          if (emptyRow !== undefined && !fitting.includes(emptyRow))
            differences.push({
              ...{ of: 'output', lane, head, query, column: 0, returned, changed: returned },
              beyondRounding: true,
            })
        }
      }
    return { rows, differences, lanes: asked, changed: asked, emptyRows: kinds }
  },
}
