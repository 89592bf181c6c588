import { expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { conjunction, judged } from '../program/judged.ts'
import type { Program } from '../program/program.ts'
import { printed } from '../program/print.ts'
import { lanesOf } from './batch.ts'
import { limitsOf } from './device/device.ts'
import { judgeReturned } from './device/judge-returned.ts'
import { returnedBy } from './device/returned.ts'
import { hostilePrograms } from './hostile-programs.fixture.ts'
import { evaluate as evaluateIntervals, inputsOf } from './interval/evaluate.ts'
import { judgeIn } from './interval/judge-atoms.ts'
import { judgeAtom } from './scalar/atoms.ts'
import { ExactField } from './scalar/exact/exact-field.ts'
import type { Field } from './scalar/field.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import { evaluate } from './scalar/run.ts'

const mpfr = await openMpfr()
const PROGRAMS = process.env.CAMPAIGNS === 'yes' ? 4000 : 300
const LANES = 6
const WORDS = ['false', 'undecided', 'consistent', 'true'] as const
const isCertain = (truth: (typeof WORDS)[number]) => truth === 'true' || truth === 'false'
/** Exact numbers of longer programs take too long. */
const SHORT = 24

test.each(['cpu', 'wasm'] as const)(
  'no arithmetic is certain of what another one excludes, and %s of nothing that no other one is',
  async (name) => {
    const { engine } = await startEngine(name)
    const seen = { device: 0, true: 0, false: 0 }
    for (const { batch, steps, statement } of hostilePrograms(PROGRAMS, 2828, LANES)) {
      const program = { ...NOTHING_ELSE, steps, claim: statement }
      const plain = judged(statement, judgeIn(evaluateIntervals(steps, inputsOf(batch))))
      const truths: Record<string, ArrayLike<number>> = { intervals: inLanes(conjunction(plain)) }
      for (const mode of ['static', 'running'] as const) {
        const returned = await returnedBy(program, batch, engine, mode)
        truths[mode] = judgeReturned(program, batch, limitsOf(engine), returned).reals.claim
      }
      const inField = <T>(field: Field<T>): number[] =>
        Array.from({ length: LANES }, (_, lane) => {
          const values = evaluate(steps, lanesOf(batch, lane, lane + 1), field)
          return conjunction(judged(statement, (atom) => judgeAtom(atom, values, field)))[0]
        })
      if (!('reason' in mpfr)) truths['mpfr'] = inField(mpfr.field(256) as unknown as Field<unknown>)
      if (steps.length < SHORT) truths['exact'] = inField(new ExactField())
      for (let lane = 0; lane < LANES; lane++) {
        const said = Object.fromEntries(Object.entries(truths).map(([by, of]) => [by, WORDS[of[lane]]]))
        const shown = () =>
          `${JSON.stringify(said)}\n${printed(program)}\n${JSON.stringify(lanesOf(batch, lane, lane + 1))}`
        const certain = Object.values(said).filter(isCertain)
        if (new Set(certain).size > 1) expect.fail(`they contradict each other: ${shown()}`)
        const { static: bound, running, ...others } = said
        const ofDevice = [bound, running].find(isCertain)
        if (ofDevice && !('reason' in mpfr) && !Object.values(others).includes(ofDevice))
          expect.fail(`the device alone is certain: ${shown()}`)
        if (ofDevice) seen.device++
        if (certain.length > 0) seen[certain[0]]++
      }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan((PROGRAMS * LANES) / 10)
  },
)

const NOTHING_ELSE: Omit<Program, 'steps' | 'claim'> = {
  hypotheses: [],
  existential: false,
  obstruction: undefined,
  regions: [],
  observed: undefined,
}

/** A truth for each lane; of a statement about constants there is one for all. */
const inLanes = (truth: Uint8Array): Uint8Array =>
  truth.length === LANES ? truth : new Uint8Array(LANES).fill(truth[0])
