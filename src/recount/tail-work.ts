import { demandWithin, type Limits } from '../auditor/limits.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'

const root = (...counts: readonly number[]): number => Math.sqrt(counts.reduce((a, b) => a + b, 0))

/**
 * Demands that the limits on probabilities of a claim are found in little time: a tail of the binomial distribution is a
 * sum of about as many terms as the square root of its trials.
 *
 * @throws {OverLimit} when they are not
 */
export function demandTails(claim: ClaimEvidence, limits: Limits): void {
  const { range, sample, members, probability, cases } = claim
  const roots = [
    root(range.to, -Math.min(range.from, range.to)),
    root(cases.satisfied, cases.consistent, cases.violated, cases.undecided, cases.open, cases.discarded),
    root(sample.cases),
    root(probability?.draws ?? 0),
    ...members.flatMap((member) => [root(...Object.values(member.cases)), root(member.sample.cases)]),
  ]
  demandWithin(
    limits,
    'tails',
    roots.reduce((a, b) => a + b, 0),
  )
}
