import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence, DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import type { Reading } from '../program/proposition.ts'
import type { CaseOptions } from './campaign-options.ts'
import type { Decisive } from './conclusion.ts'
import { decisiveCase } from './decisive-case.ts'
import { Status } from './status.ts'
import type { Tally } from './tally.ts'

/**
 * The case that decides each reading, shrunk; a probability is decided by no single case.
 *
 * @param deadline of `performance.now()`: a case that is still shrinking then is taken as it is
 */
export async function decisiveCases(
  claim: Claim,
  options: CaseOptions,
  tally: Tally,
  deadline?: number,
): Promise<Decisive> {
  const nondeterminism: Nondeterminism[] = []
  const find = async (
    reading: Reading,
    index: number | undefined,
    status: typeof Status.Satisfied | typeof Status.Violated,
  ): Promise<DecisiveCase | undefined> => {
    if (index === undefined || claim.kind === 'probability') return undefined
    const candidates = decisiveIn(options.like).find(
      (decisive) => decisive.reading === reading && decisive.case.index === index,
    )?.candidates
    const found = await decisiveCase(claim, options, { index, reading, status, deadline, candidates })
    if ('tier' in found) return found
    nondeterminism.push(found)
    return undefined
  }
  const existential = claim.kind === 'exists'
  const counterexample = await find('reals', tally.firstViolated, Status.Violated)
  const witnesses: DecisiveCase[] = []
  for (const { firstSatisfied } of existential && !counterexample ? tally.subjects : []) {
    const witness = await find('reals', firstSatisfied, Status.Satisfied)
    if (witness) witnesses.push(witness)
  }
  const firstOf = tally.subjects.flatMap(({ firstSatisfiedFloat32 }) => firstSatisfiedFloat32 ?? [])
  const float32 = existential
    ? await find('float32', firstOf[0], Status.Satisfied)
    : await find('float32', tally.firstViolatedFloat32, Status.Violated)
  return {
    reals: { ...(counterexample && { counterexample }), witnesses },
    float32,
    nondeterminism,
  }
}

const decisiveIn = (like: ClaimEvidence | undefined): DecisiveCase[] =>
  like
    ? [like.counterexample, ...like.witnesses, like.verdict.float32?.counterexample].filter(
        (each) => each !== undefined,
      )
    : []
