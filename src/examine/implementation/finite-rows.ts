import { evaluate } from '../evaluate.ts'
import { State } from '../honest-range.ts'
import { sizes, type Lanes } from '../lanes.ts'
import { pickLanes } from '../pick-lanes.ts'
import type { Difference } from './compare-rows.ts'
import type { Property } from './property.ts'

/** What an entry of an array of one lane belongs to. */
function entryOf(of: 'weights' | 'output', at: number, { keys, queries, valueWidth, queryHeads }: Lanes) {
  return of === 'weights'
    ? {
        head: Math.floor(at / (keys * queries)),
        query: Math.floor(at / keys) % queries,
        column: at % keys,
        row: Math.floor(at / keys),
      }
    : {
        head: Math.floor(at / valueWidth) % queryHeads,
        query: Math.floor(at / (valueWidth * queryHeads)),
        column: at % valueWidth,
        row: Math.floor(at / valueWidth),
      }
}

export const finiteRows: Property = {
  id: 'finite-on-finite-inputs',
  title: 'Finite inputs are answered with finite numbers',
  statement: 'No row of finite inputs holds an infinity or NaN, unless the query may use no key.',
  unfit: () => undefined,
  words: {
    differs: 'hold an infinity or NaN',
    rounding: '',
    beyond: 'where an honest implementation returns a finite number',
    unknown: 'where something on the way may overflow',
  },
  async attempt({ model, lanes, answer }) {
    const size = sizes(lanes)
    const differences: Difference[] = []
    let rows = 0
    for (const of of ['output', 'weights'] as const) {
      const returned = answer[of]
      if (!returned) continue
      rows += returned.length / (of === 'output' ? lanes.valueWidth : lanes.keys)
      for (let lane = 0; lane < lanes.lanes; lane++) {
        const numbers = returned.subarray(lane * size[of], (lane + 1) * size[of])
        if (numbers.every(Number.isFinite)) continue
        const { state } = evaluate(model, pickLanes(lanes, [lane]), { [of]: true })[of]!
        let last = -1
        numbers.forEach((number, at) => {
          const { row, ...place } = entryOf(of, at, lanes)
          if (row === last || Number.isFinite(number)) return
          last = row
          if (state[at] === State.Undefined) rows -= 1
          else
            differences.push({
              ...{ of, lane, ...place, returned: number, changed: number },
              beyondRounding: state[at] === State.Bounded ? true : 'undecided',
            })
        })
      }
    }
    return { rows, differences, lanes, changed: lanes }
  },
}
