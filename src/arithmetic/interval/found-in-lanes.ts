import type { Judgement } from '../../program/judgement.ts'
import type { Program } from '../../program/program.ts'
import type { Atom } from '../../program/statement.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Batch } from '../batch.ts'
import { evaluate, inputsOf } from './evaluate.ts'
import { judgeIn } from './judge-atoms.ts'
import type { Structured } from './structure.ts'

/** What enclosures say of a program in the lanes of a batch. */
export interface Found {
  judge(atom: Atom): Judgement
  /** Endpoints of what is observed, one for each lane or one for all. */
  readonly observed: { readonly lo: Float64Array; readonly hi: Float64Array } | undefined
}

/** What these values say. */
export const foundIn = ({ observed }: Pick<Program, 'observed'>, values: readonly Structured[]): Found => ({
  judge: judgeIn(values),
  observed: observed === undefined ? undefined : values[observed],
})

/** What plain loops over one operation at a time find. */
export const foundPlainly = (program: Program, batch: Batch): Found =>
  foundIn(program, evaluate(program.steps, inputsOf(batch)))

/** What was found, with other findings in place of some lanes'. */
export const replaced = (found: Found, lanes: readonly number[], others: Found): Found => ({
  judge: (atom) => withLanes(found.judge(atom), lanes, others.judge(atom)),
  observed: found.observed &&
    others.observed && {
      lo: withNumbers(found.observed.lo, lanes, others.observed.lo),
      hi: withNumbers(found.observed.hi, lanes, others.observed.hi),
    },
})

/** Writes a judgement of some lanes over that of all, unless it is the same in every lane. */
export function withLanes(all: Judgement, lanes: readonly number[], some: Judgement): Judgement {
  if (all.lanes === 1) return all
  const size = sizeOf(all.shape)
  lanes.forEach((lane, i) => {
    const from = some.lanes === 1 ? 0 : i
    all.truth.set(some.truth.subarray(from * size, (from + 1) * size), lane * size)
    for (const part of ['margin', 'bound', 'width'] as const) all[part][lane] = some[part][from]
  })
  return all
}

function withNumbers(all: Float64Array, lanes: readonly number[], some: Float64Array): Float64Array {
  lanes.forEach((lane, i) => (all[lane] = some[some.length === 1 ? 0 : i]))
  return all
}
