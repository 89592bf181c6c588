import type { Claim } from '../../claim/claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import type { Tally } from '../tally.ts'

/** How many of the cases that are not discarded reached each region that the claim has to cover. */
export const coverageOf = (claim: Claim, { covered, tried }: Tally): ClaimEvidence['inputs']['coverage'] =>
  (claim.cover ?? []).map(({ name, atLeast }, i) => ({
    name,
    atLeast,
    reached: covered[i],
    cases: tried,
    met: covered[i] >= atLeast * tried,
  }))

/** The regions, quoted, that were not reached often enough. */
export const uncovered = (claim: Claim, tally: Tally): string[] =>
  coverageOf(claim, tally).flatMap(({ name, met }) => (met ? [] : [`"${name}"`]))

/** How many of the cases certainly say nothing; null for a claim that does not say which these are. */
export const trivialOf = (
  { trivial, cover = [] }: Claim,
  { covered, tried }: Tally,
): ClaimEvidence['trivial'] =>
  trivial ? { name: trivial.name, reached: covered[cover.length], cases: tried } : null
