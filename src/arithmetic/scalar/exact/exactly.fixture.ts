import { recordSentence } from '../../../program/formula.ts'
import { conjunction, judged } from '../../../program/judged.ts'
import type { Proposition } from '../../../program/proposition.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import type { Truth } from '../../../program/truth.ts'
import { batchOf, type Case } from '../../batch.ts'
import { decide } from '../../interval/enclose.ts'
import { judgeAtom } from '../atoms.ts'
import { evaluate } from '../run.ts'
import { ExactField } from './exact-field.ts'

const field = new ExactField()

/** What exact numbers, and enclosures, say of a statement about one case. */
export function truthsOf(
  inputs: Case['inputs'],
  of: (inputs: Record<string, Real>, x: Recorder) => Proposition,
): { readonly exact: Truth; readonly enclosed: Truth } {
  const batch = batchOf([{ inputs }])
  const { steps, statement } = recordSentence(batch.shapes, of)
  const values = evaluate(steps, batch, field)
  const exact = conjunction(judged(statement, (atom) => judgeAtom(atom, values, field)))[0] as Truth
  return { exact, enclosed: conjunction(decide({ steps, statement }, batch))[0] as Truth }
}
