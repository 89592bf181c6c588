import { lanesOf, type Batch } from '../../arithmetic/batch.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Engine } from '../engine.ts'
import { CASES } from './all-cases.ts'
import type { OperationCase, OperationName } from './cases-of.ts'
import type { Check, Outcome } from './check.ts'
import { drawn } from './numbers.ts'
import { arrayOnDevice } from './on-device.ts'
import { OPERATIONS } from './operation-cases.ts'
import { asked, ASKS, FORMS } from './subject-list.ts'

const LANES = 64
const SHAPES = [
  [1, 1],
  [3, 2],
  [7, 3],
  [17, 5],
] as const
/** Lanes from the start and from the end, alone and a few. */
const PARTS = [
  [0, 1],
  [0, 7],
  [57, 64],
  [63, 64],
] as const

/**
 * A case is named without its batch, so its values must not depend on what shares the batch, bit for bit; nor on
 * when it is evaluated.
 */
export const batchingChecks: readonly Check[] = [
  {
    group: 'batching',
    name: 'operations: the values of a lane do not depend on its batch',
    async run(engine, { seed }) {
      const faults: string[] = []
      let cases = 0
      for (const name of Object.keys(OPERATIONS) as OperationName[]) {
        for (const item of CASES[name]) {
          const found = await bitByBit(engine, drawn(item.shapes, 'moderate', LANES, seed), item.of)
          cases += found.cases
          faults.push(...found.faults.map((fault) => `${name} ${item.title}: ${fault}`))
        }
      }
      return { cases, faults }
    },
  },
  ...FORMS.map(({ subject }): Check => ({
    group: 'batching',
    name: `${subject.name}: the values of a lane do not depend on its batch`,
    async run(engine, { seed }) {
      const faults: string[] = []
      let cases = 0
      for (const [n, d] of SHAPES) {
        const batch = drawn({ q: [n, d], k: [n, d], v: [n, 3] }, 'moderate', LANES, seed)
        for (const ask of ASKS) {
          const found = await bitByBit(engine, batch, (inputs, x) =>
            asked(subject.implementation(x), ask, inputs),
          )
          cases += found.cases
          faults.push(...found.faults.map((fault) => `${ask} of ${n} tokens of width ${d}: ${fault}`))
        }
      }
      return { cases, faults }
    },
  })),
]

/** Compares the whole batch with itself, evaluated again, and with parts of it. */
async function bitByBit(engine: Engine, batch: Batch, of: OperationCase['of']): Promise<Outcome> {
  const faults: string[] = []
  let cases = 0
  const evaluated = async (part: Batch) => {
    const { host, shape } = await arrayOnDevice(engine, 'static', part, of)
    const bits = new Uint32Array(host!.values.slice().buffer)
    const size = sizeOf(shape)
    return (lane: number) => bits.subarray(lane * size, (lane + 1) * size)
  }
  const whole = await evaluated(batch)
  for (const [from, to] of [[0, LANES], ...PARTS] as const) {
    const part = await evaluated(lanesOf(batch, from, to))
    for (let lane = from; lane < to; lane++) {
      cases++
      if (whole(lane).some((word, i) => word !== part(lane - from)[i]))
        faults.push(
          to - from === LANES
            ? `lane ${lane} is another one when evaluated again`
            : `lane ${lane} of ${LANES} is another one in a batch of ${to - from}`,
        )
    }
  }
  return { cases, faults }
}
