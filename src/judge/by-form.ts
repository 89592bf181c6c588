import { rankLimitsByForm } from '../arithmetic/rank-by-form.ts'
import { blankJudgement, type Judgement } from '../program/judgement.ts'
import { conjunction, judged } from '../program/judged.ts'
import type { Program } from '../program/program.ts'
import type { Atom } from '../program/statement.ts'
import { Truth } from '../program/truth.ts'

/**
 * Whether the form of a program makes its claim true, whatever the numbers are: shapes, and what products and sums do to
 * the rank of a matrix, leave no other truth. A case of it tests nothing.
 */
export function holdsByForm({ steps, claim }: Program): boolean {
  const limits = rankLimitsByForm(steps)
  const judge = (atom: Atom): Judgement => ({
    ...blankJudgement(1, []),
    truth: Uint8Array.of(truthByForm(atom, limits)),
  })
  return conjunction(judged(claim, judge))[0] === Truth.True
}

/** Of the rank of a matrix only an upper limit is known by form: nothing of its numbers, nor of another matrix. */
function truthByForm(atom: Atom, limits: readonly number[]): Truth {
  if (atom[0] === 'rankAtMost' && limits[atom[1]] <= atom[2]) return Truth.True
  if (atom[0] === 'rankAtLeast' && limits[atom[1]] < atom[2]) return Truth.False
  return Truth.Undecided
}
