import type { Claim } from '../../claim/claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import { upperLimit } from '../../statistics/clopper-pearson.ts'
import type { Tally } from '../tally.ts'
import { needOf, type Need } from './lack.ts'
import { CONFIDENCE } from './limits.ts'

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
export const uncovered = (coverage: ClaimEvidence['inputs']['coverage']): string[] =>
  coverage.flatMap(({ name, met }) => (met ? [] : [`"${name}"`]))

/** How many cases would tell whether regions are reached that were not reached often enough; or that they are not. */
export function needsOfRegions(
  coverage: ClaimEvidence['inputs']['coverage'],
  drawn: number,
): Need[] | 'regions' {
  const missed = coverage.filter(({ met }) => !met)
  if (missed.some(({ reached, cases, atLeast }) => upperLimit(reached, cases, CONFIDENCE) < atLeast))
    return 'regions'
  return missed.map(({ reached, cases, atLeast }) => needOf(reached / cases, atLeast, cases, drawn))
}

/** How many of the cases certainly say nothing; null for a claim that does not say which these are. */
export const trivialOf = (
  { trivial, cover = [] }: Claim,
  { covered, tried }: Tally,
): ClaimEvidence['trivial'] =>
  trivial ? { name: trivial.name, reached: covered[cover.length], cases: tried } : null
