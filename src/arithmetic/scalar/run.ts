import type { Judgement } from '../../program/judgement.ts'
import type { Program } from '../../program/program.ts'
import type { Atom } from '../../program/statement.ts'
import type { Step } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import { saying, type Said } from '../said.ts'
import { judgeAtom } from './atoms.ts'
import type { Field } from './field.ts'
import { exactly, kernelsOf } from './kernels.ts'
import type { ScalarArray } from './scalar-array.ts'
/** The values of a program on one case, number by number in a field. @param batch of one lane */
export function evaluate<T>(
  steps: readonly Step[],
  { shapes, data }: Pick<Batch, 'shapes' | 'data'>,
  field: Field<T>,
): readonly ScalarArray<T>[] {
  const kernels = kernelsOf(field)
  const values: ScalarArray<T>[] = []
  for (const step of steps) {
    if (step.op === 'input') {
      const { name } = step
      values.push({ shape: shapes[name], entries: Array.from(data[name], (x) => exactly(field, x)) })
    } else {
      const kernel = kernels[step.op] as (step: Step, ...of: ScalarArray<T>[]) => ScalarArray<T>
      values.push(kernel(step, ...step.of.map((value) => values[value])))
    }
  }
  return values
}

/** An atom, and what a field says of it. */
interface JudgedAtom {
  readonly atom: Atom
  readonly judgement: Judgement
}

/** What a field says of a program on one case. */
export interface Judged<T> {
  readonly values: readonly ScalarArray<T>[]
  /** Without margins, and without the regions. */
  readonly said: Said
  /** The atoms of the hypotheses, of the claim and of the obstruction, from left to right. */
  readonly atoms: readonly JudgedAtom[]
}

/** Runs a program on one case, and judges its statements. @param batch of one lane */
export function judgeCase<T>(program: Program, batch: Batch, field: Field<T>): Judged<T> {
  const values = evaluate(program.steps, batch, field)
  const atoms: JudgedAtom[] = []
  const judge = (atom: Atom): Judgement => {
    const judgement = judgeAtom(atom, values, field)
    atoms.push({ atom, judgement })
    return judgement
  }
  return { values, said: saying({ ...program, regions: [] }, 1, judge, undefined), atoms }
}
