import type { Judgement } from '../../program/judgement.ts'
import { Truth } from '../../program/truth.ts'
import type { Engine } from '../engine.ts'
import { ATOM_CASES } from './atom-cases.ts'
import { MODES, statementInIntervals, statementOnDevice } from './both-arithmetics.ts'
import type { Check, Options, Outcome } from './check.ts'
import { inputsInWords, questions } from './drawn-inputs.ts'
import type { AtomCase } from './operation-cases.ts'

/** Of an atom's name. */
export const isRank = (atom: string): boolean => atom.startsWith('rank')

/** What an engine says of every atom. */
export const atomChecks: readonly Check[] = [
  ...Object.entries(ATOM_CASES)
    .filter(([atom]) => !isRank(atom))
    .map(([atom, cases]): Check => ({
      group: 'readings',
      name: `${atom} over the reals`,
      run: (engine, options) => agreesWithIntervals(engine, cases, options),
    })),
  { group: 'readings', name: 'rank of exact numbers in float32', run: ranksOfIntegers },
]

/** No truth that the device is certain of is certainly another one in the interval tier. */
async function agreesWithIntervals(
  engine: Engine,
  cases: readonly AtomCase[],
  options: Options,
): Promise<Outcome> {
  const faults: string[] = []
  const said = new Set<number>()
  let compared = 0
  for (const { where, batch, of } of questions(cases, options)) {
    const truth = statementInIntervals(batch, of)
    for (const mode of MODES) {
      const { reals: device } = await statementOnDevice(engine, mode, batch, of)
      compared += device.truth.length
      for (const t of device.truth) said.add(t)
      for (const at of contradictions(device, truth)) {
        const lane = Math.floor((at * batch.lanes) / device.truth.length)
        const place = `${where}, ${mode} bound, lane ${lane}; ${inputsInWords(batch, lane)}`
        faults.push(`${place}: the device says ${nameOf(device.truth[at])}`)
      }
    }
  }
  // A device that never decides agrees with everything.
  for (const truth of [Truth.True, Truth.False])
    if (!said.has(truth)) faults.push(`it is never certain that a statement is ${nameOf(truth)}`)
  return { cases: compared, faults }
}

export const nameOf = (truth: number): string => Object.keys(Truth)[truth].toLowerCase()

const isDecided = (truth: number): boolean => truth === Truth.True || truth === Truth.False

/** Where two judgements are certain of different things. @throws {Error} when their shapes differ */
function contradictions(device: Judgement, interval: Judgement): number[] {
  if (device.shape.join() !== interval.shape.join())
    throw new Error(
      `the device judges [${device.shape.join()}], the interval tier [${interval.shape.join()}]`,
    )
  return [...device.truth.keys()].filter((at) => {
    const [a, b] = [device.truth[at], interval.truth[at]]
    return isDecided(a) && isDecided(b) && a !== b
  })
}

/**
 * Ranks over the reals are left to the interval tier. In float32 they are those of the numbers returned: of small
 * integers and their products, which float32 holds exactly, the true ones.
 */
async function ranksOfIntegers(engine: Engine, options: Options): Promise<Outcome> {
  const faults: string[] = []
  let cases = 0
  const ranks = Object.entries(ATOM_CASES).flatMap(([atom, of]) => (isRank(atom) ? of : []))
  for (const { where, batch, of } of questions(ranks, options, ['integers'])) {
    const certain = statementInIntervals(batch, of).truth
    const said = (await statementOnDevice(engine, 'static', batch, of)).float32.truth
    for (let lane = 0; lane < batch.lanes; lane++) {
      if (certain[lane] === Truth.Undecided) continue
      cases++
      if (said[lane] !== certain[lane])
        faults.push(`${where}: the returned numbers have another rank; ${inputsInWords(batch, lane)}`)
    }
  }
  return { cases, faults }
}
