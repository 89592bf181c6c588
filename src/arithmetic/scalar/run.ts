import type { Judgement } from '../../program/judgement.ts'
import type { Program } from '../../program/program.ts'
import type { Atom } from '../../program/statement.ts'
import type { Step, Value } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import { sayingAtoms, type SaidOfAtoms } from '../said.ts'
import { judgeAtom } from './atoms.ts'
import type { Field } from './field.ts'
import { exactly, kernelsOf } from './kernels.ts'
import { liveValues } from './live-values.ts'
import type { ScalarArray } from './scalar-array.ts'
import { SharedValues } from './shared-values.ts'

/** What stands for a value that is not computed. */
const NOTHING: ScalarArray<never> = { shape: [0], entries: [] }

/**
 * The values of a program on one case, number by number in a field.
 *
 * @param batch of one lane
 * @param live the values that are computed; all when left out
 */
export function evaluate<T>(
  steps: readonly Step[],
  { shapes, data }: Pick<Batch, 'shapes' | 'data'>,
  field: Field<T>,
  live?: ReadonlySet<Value>,
): readonly ScalarArray<T>[] {
  const kernels = kernelsOf(field)
  const shared = SharedValues.of(steps, field)
  const values: ScalarArray<T>[] = []
  const computed = (step: Step): ScalarArray<T> => {
    if (step.op === 'input')
      return { shape: shapes[step.name], entries: Array.from(data[step.name], (x) => exactly(field, x)) }
    const kernel = kernels[step.op] as (step: Step, ...of: ScalarArray<T>[]) => ScalarArray<T>
    return kernel(step, ...step.of.map((value) => values[value]))
  }
  for (const [value, step] of steps.entries()) {
    if (live && !live.has(value)) {
      values.push(NOTHING)
      continue
    }
    const array = shared?.get<T>(value) ?? computed(step)
    shared?.note(value, array)
    values.push(array)
  }
  return values
}

/** What a field says of a program on one case; regions are left out, and margins left to `tightest`. */
export interface SaidByField<T> extends SaidOfAtoms {
  /** Those on which what is said depends; others are empty. */
  readonly values: readonly ScalarArray<T>[]
}

/** Runs a program on one case, number by number. @param batch of one lane */
export function run<T>(program: Program, batch: Batch, field: Field<T>): SaidByField<T> {
  const values = evaluate(program.steps, batch, field, liveValues(program))
  const judge = (atom: Atom): Judgement => judgeAtom(atom, values, field)
  return { ...sayingAtoms({ ...program, regions: [] }, 1, judge, undefined), values }
}
