import { Truth } from '../../program/truth.ts'
import { CASES } from './all-cases.ts'
import type { Check } from './check.ts'
import { statementInIntervals } from './in-intervals.ts'
import { drawn, inputsOf } from './numbers.ts'
import { statementOnDevice } from './on-device.ts'

/**
 * Ranks over the reals are left to the interval tier. In float32 they are those of the numbers returned: of small
 * integers and their products, which float32 holds exactly, the true ones.
 */
export const rankCheck: Check = {
  group: 'readings',
  name: 'rank of exact numbers in float32',
  async run(engine, { lanes, seed }) {
    const faults: string[] = []
    let cases = 0
    for (const { title, shapes, of } of CASES.rank) {
      const batch = drawn(shapes, 'integers', lanes, seed)
      const certain = statementInIntervals(batch, of).truth
      const said = (await statementOnDevice(engine, 'static', batch, of)).float32.truth
      for (let lane = 0; lane < lanes; lane++) {
        if (certain[lane] === Truth.Undecided) continue
        cases++
        if (said[lane] !== certain[lane])
          faults.push(`${title}: the returned numbers have another rank; ${inputsOf(batch, lane)}`)
      }
    }
    return { cases, faults }
  },
}
