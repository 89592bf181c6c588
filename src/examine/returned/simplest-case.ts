import { batchOf, type Case } from '../../arithmetic/batch.ts'
import { caseAt } from '../../generate/stream.ts'
import type { Outcomes } from '../../judge/outcomes.ts'
import { shrink } from '../../judge/shrink.ts'
import { Status } from '../../judge/status.ts'
import { ExaminedError } from '../examined.ts'
import type { Asked } from './ask.ts'
import type { Telling } from './count-returned.ts'
import type { Fitting } from './fitting-cases.ts'
import { judgeReturned, type JudgedCases, type Judging } from './judge-returned.ts'

/** A case that does not satisfy a claim in the numbers that were returned. */
export interface ToldCase {
  readonly seed: number
  readonly index: number
  /** The case as it was drawn, and the simplest that comes out in the same way. */
  readonly original: Case
  readonly shrunk: Case
  /** What the attention was asked for the simplest case, and what it answered: one lane each. */
  readonly asked: readonly Asked[]
  /** Whether some of the returned numbers are NaN or infinite, in place of a violation. */
  readonly notNumbers: boolean
  /** A value of `Honest`. */
  readonly outside: number
  /** Whether the attention answered in the same way when it was asked again; else nothing is shrunk. */
  readonly repeats: boolean
}

/**
 * The simplest case that shrinking reaches without losing what made it worth telling.
 *
 * @throws {ExaminedError} when the attention fails
 */
export async function simplestCase(
  { claim, callsFor }: Fitting,
  seed: number,
  { index, status, outside }: Telling,
  judging: Judging,
): Promise<ToldCase> {
  let failed: unknown
  const judged = async (cases: readonly Case[]): Promise<JudgedCases> => {
    // Shrinking takes a candidate that throws for none; an attention that fails is not asked again.
    if (failed !== undefined) throw failed
    const batch = batchOf(cases)
    try {
      return await judgeReturned(callsFor(batch.shapes), batch, judging)
    } catch (error) {
      if (error instanceof ExaminedError) failed = error
      throw error
    }
  }
  const alike = async (cases: readonly Case[]): Promise<Outcomes> => {
    const found = await judged(cases)
    const kept = found.status.map((is, lane) =>
      is === status && found.outside[lane] === outside ? status : Status.Undecided,
    )
    return { ...found.outcomes, status: kept }
  }
  const found = await shrink(claim, seed, index, status, alike)
  if (failed !== undefined) throw failed
  const repeats = !('again' in found)
  const original = repeats ? found.original : caseAt(claim.inputs, claim.id, seed, index)
  const shrunk = repeats ? found.shrunk : original
  const { asked } = await judged([shrunk])
  const notNumbers = status === Status.NonFinite
  return { seed, index, original, shrunk, asked, notNumbers, outside, repeats }
}
