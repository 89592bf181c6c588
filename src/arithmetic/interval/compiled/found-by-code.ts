import { statementsOf } from '../../../program/dependence.ts'
import type { Judgement } from '../../../program/judgement.ts'
import type { Program } from '../../../program/program.ts'
import { atomsOf } from '../../../program/statement.ts'
import { workOf } from '../../../program/work.ts'
import { lanesOf, pickLanes, type Batch } from '../../batch.ts'
import { foundPlainly, replaced, withLanes, type Found } from '../found-in-lanes.ts'
import { CompiledProgram } from './compiled-program.ts'
import { OPEN } from './order-code.ts'
import { ValuesCode } from './values-code.ts'

/** Numbers that plain loops compute before a program is compiled, which takes about as long. */
const WORTH = 2 ** 19

/** The codes of a program: one judges its atoms, where it knows them all; one computes its values. */
interface Codes {
  readonly judging: CompiledProgram | undefined
  readonly values: () => ValuesCode | undefined
}

/** A program in use. */
interface Use {
  numbers: number
  /** Null where it cannot be compiled; undefined before it is worth that. */
  codes: Codes | null | undefined
}

const uses = new WeakMap<Program, Use>()

/**
 * What enclosures say of a program, by code that is made for it once it is worth that. It says what the plain loops say,
 * bit for bit.
 *
 * @param worth numbers that the plain loops compute before it
 * @returns undefined where these have to do it
 */
export function foundByCode(program: Program, batch: Batch, worth = WORTH): Found | undefined {
  if (batch.lanes === 1) return undefined
  const codes = codesOf(program, batch.lanes, worth)
  if (!codes) return undefined
  return codes.judging ? judged(program, batch, codes.judging, codes.values) : codes.values()?.find(batch)
}

function codesOf(program: Program, lanes: number, worth: number): Codes | null | undefined {
  let use = uses.get(program)
  if (!use) uses.set(program, (use = { numbers: 0, codes: undefined }))
  if (use.codes === undefined) {
    use.numbers += lanes * workOf(program.steps)
    if (use.numbers >= worth) use.codes = compiled(program)
  }
  return use.codes
}

function compiled(program: Program): Codes | null {
  const { steps, observed } = program
  const atoms = statementsOf(program).flatMap((statement) => [...atomsOf(statement)])
  const judging = CompiledProgram.of(steps, atoms, observed === undefined ? [] : [observed])
  let values: ValuesCode | undefined
  if (!judging && !(values = ValuesCode.of(program))) return null
  return { judging, values: () => (values ??= ValuesCode.of(program)) }
}

/** Atoms are judged by the code; where some of them are open, on values that have a structure. */
function judged(program: Program, batch: Batch, judging: CompiledProgram, values: Codes['values']): Found {
  const { judgements, outputs, irregular } = judging.evaluate(batch)
  const open = openLanes([...judgements.values()], irregular)
  let closed: Found | undefined
  const found: Found = {
    judge(atom) {
      const judgement = judgements.get(atom)
      // An atom of constants is the same in every case.
      if (!judgement) return foundPlainly(program, lanesOf(batch, 0, 1)).judge(atom)
      if (open.length === 0 || !judgement.truth.includes(OPEN)) return judgement
      const picked = pickLanes(batch, open)
      closed ??= values()?.find(picked) ?? foundPlainly(program, picked)
      return withLanes(judgement, open, closed.judge(atom))
    },
    observed: outputs[0],
  }
  return irregular.length === 0
    ? found
    : replaced(found, irregular, foundPlainly(program, pickLanes(batch, irregular)))
}

/** The lanes, in their order, in which some atom is open. */
function openLanes(judgements: readonly Judgement[], irregular: readonly number[]): number[] {
  const open = new Set<number>()
  for (const { truth, lanes } of judgements) {
    const size = truth.length / lanes
    for (let at = truth.indexOf(OPEN); at >= 0; at = truth.indexOf(OPEN, at + 1))
      open.add(Math.floor(at / size))
  }
  for (const lane of irregular) open.delete(lane)
  return [...open].sort((a, b) => a - b)
}
