import type { Claim } from '../../claim/claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import { upperLimit } from '../../statistics/clopper-pearson.ts'
import type { Tally } from '../tally.ts'
import { lackOf, needOf, type Need } from './lack.ts'
import { CONFIDENCE } from './limits.ts'
import { inconclusive, wouldDo, type Lack, type Verdict } from './words.ts'

/** How many of the cases that are not discarded reached each region that the claim has to cover. */
export const coverageOf = (claim: Claim, { covered, tried }: Tally): ClaimEvidence['inputs']['coverage'] =>
  (claim.cover ?? []).map(({ name, atLeast }, i) => ({
    name,
    atLeast,
    reached: covered[i],
    cases: tried,
    met: covered[i] >= atLeast * tried,
  }))

/**
 * That the cases reached some region too rarely to mean anything; undefined where they reached all.
 *
 * @param open what was left open of the cases, in words
 * @param lacks what is wanting, where more than that is
 */
export function notCovered(claim: Claim, tally: Tally, open: string, lacks?: Lack): Verdict | undefined {
  const { tried, reals } = tally
  const coverage = coverageOf(claim, tally)
  const missed = coverage.flatMap(({ name, met }) => (met ? [] : [`"${name}"`]))
  if (missed.length === 0) return undefined
  const wanting = lacks ?? lackOf(needsOfRegions(coverage, tried + reals.discarded))
  return inconclusive(
    `The cases did not reach ${missed.join(', ')} often enough to mean anything${open}${wouldDo(wanting, 'would tell')}.`,
    wanting,
  )
}

/**
 * A verdict that confirms says nothing where a region was missed: what refutes or proves stands.
 *
 * @param open what was left open of the cases, in words
 */
export const ifCovered = (claim: Claim, tally: Tally, verdict: Verdict, open = ''): Verdict =>
  verdict.status === 'supported' || verdict.status === 'consistent'
    ? (notCovered(claim, tally, open) ?? verdict)
    : verdict

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
