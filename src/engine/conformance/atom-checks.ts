import type { Judgement } from '../../program/judgement.ts'
import { Truth } from '../../program/truth.ts'
import { ATOM_CASES } from './atom-cases.ts'
import { MODES, statementInIntervals, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { inputsInWords, questions } from './drawn-inputs.ts'

/** Of an atom's name. Ranks over the reals are left to the interval tier. */
export const isRank = (atom: string): boolean => atom.startsWith('rank')

export const nameOf = (truth: number): string => Object.keys(Truth)[truth].toLowerCase()

const DECIDED: readonly number[] = [Truth.True, Truth.False]

/** Of each atom: no truth that the device is certain of is certainly another one in the interval tier. */
export const atomChecks: readonly Check[] = Object.entries(ATOM_CASES)
  .filter(([atom]) => !isRank(atom))
  .map(([atom, cases]) => ({
    group: 'readings',
    name: `${atom} over the reals`,
    async *run(engine, options) {
      const said = new Set<number>()
      for (const { where, batch, of } of questions(cases, options)) {
        const interval = statementInIntervals(batch, of)
        for (const mode of MODES) {
          const { reals: device } = await statementOnDevice(engine, mode, batch, of)
          for (const truth of device.truth) said.add(truth)
          const faults = contradictions(device, interval).map((at) => {
            const lane = Math.floor((at * batch.lanes) / device.truth.length)
            const place = `${where}, ${mode} bound, lane ${lane}; ${inputsInWords(batch, lane)}`
            return `${place}: the device says ${nameOf(device.truth[at])}`
          })
          yield { cases: device.truth.length, faults }
        }
      }
      // A device that never decides agrees with everything.
      const never = DECIDED.filter((truth) => !said.has(truth))
      yield { faults: never.map((truth) => `it is never certain that a statement is ${nameOf(truth)}`) }
    },
  }))

/** The entries where two judgements are certain of different things. @throws {Error} when their shapes differ */
function contradictions(device: Judgement, interval: Judgement): number[] {
  if (device.shape.join() !== interval.shape.join())
    throw new Error(
      `the device judges [${device.shape.join()}], the interval tier [${interval.shape.join()}]`,
    )
  return [...device.truth.keys()].filter((at) => {
    const [a, b] = [device.truth[at], interval.truth[at]]
    return DECIDED.includes(a) && DECIDED.includes(b) && a !== b
  })
}
