import type { Judgement } from '../../program/judgement.ts'
import { Truth } from '../../program/truth.ts'
import type { Engine } from '../engine.ts'
import { CASES } from './all-cases.ts'
import { ATOMS } from './atom-cases.ts'
import type { AtomCase, AtomName } from './cases-of.ts'
import type { Check, ConformanceOptions, Outcome } from './check.ts'
import { statementInIntervals } from './in-intervals.ts'
import { drawn, inputsOf, KIND_NAMES } from './numbers.ts'
import { MODES, statementOnDevice } from './on-device.ts'
import { rankCheck } from './ranks.ts'
import { safetyChecks } from './safety.ts'
import { transferCheck } from './transfer.ts'

/** Both readings of every atom, and what must never be said with certainty. */
export const readingChecks: readonly Check[] = [
  ...(Object.keys(ATOMS) as AtomName[])
    .filter((name) => name !== 'rank')
    .map((name): Check => ({
      group: 'readings',
      name: `${name} over the reals`,
      run: (engine, options) => agreesWithIntervals(engine, CASES[name], options),
    })),
  rankCheck,
  transferCheck,
  ...safetyChecks,
]

const decided = (truth: number) => truth === Truth.True || truth === Truth.False

/** No truth that the device is certain of is certainly another one in the interval tier. */
async function agreesWithIntervals(
  engine: Engine,
  cases: readonly AtomCase[],
  options: Required<ConformanceOptions>,
): Promise<Outcome> {
  const faults: string[] = []
  const said = new Set<number>()
  let compared = 0
  const compare = (device: Judgement, truth: Judgement, lanes: number, where: (lane: number) => string) => {
    if (device.shape.join() !== truth.shape.join())
      throw new Error(`the device judges [${device.shape.join()}], the interval tier [${truth.shape.join()}]`)
    for (let at = 0; at < device.truth.length; at++) {
      const [a, b] = [device.truth[at], truth.truth[at]]
      compared++
      if (!decided(a)) continue
      said.add(a)
      if (decided(b) && a !== b)
        faults.push(`${where(Math.floor((at * lanes) / device.truth.length))}: the device says ${nameOf(a)}`)
    }
  }
  for (const { title, shapes, of } of cases) {
    for (const kind of KIND_NAMES) {
      for (const lanes of new Set([1, options.lanes])) {
        const batch = drawn(shapes, kind, lanes, options.seed)
        const truth = statementInIntervals(batch, of)
        for (const mode of MODES) {
          const { reals: device } = await statementOnDevice(engine, mode, batch, of)
          compare(
            device,
            truth,
            lanes,
            (lane) =>
              `${title}, ${kind} numbers, ${lanes} lanes, ${mode} bound, lane ${lane}; ${inputsOf(batch, lane)}`,
          )
        }
      }
    }
  }
  // A device that never decides agrees with everything.
  for (const truth of [Truth.True, Truth.False])
    if (!said.has(truth)) faults.push(`it is never certain that a statement is ${nameOf(truth)}`)
  return { cases: compared, faults }
}

const nameOf = (truth: number): string => (truth === Truth.True ? 'true' : 'false')
