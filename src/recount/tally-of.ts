import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { Tally } from '../judge/tally.ts'
import { fromHex } from '../program/hex-float.ts'

/**
 * What was counted of the cases of a claim, as its evidence says it. Which cases were the first to violate it is not
 * among it.
 */
export function tallyOf(claim: Claim, found: ClaimEvidence): Tally {
  const tally = new Tally(claim)
  const { byTier, discardedByDevice, byForm, ...counts } = found.cases
  Object.assign(tally.reals, counts)
  Object.assign(tally.all.sample, found.sample)
  Object.assign(tally.byTier, byTier)
  tally.discardedByDevice = discardedByDevice
  tally.byForm = byForm
  Object.assign(tally.float32, found.verdict.float32?.cases)
  const regions = [...found.inputs.coverage, ...(found.trivial ? [found.trivial] : [])]
  regions.forEach(({ reached }, i) => (tally.covered[i] = reached))
  takeMembers(tally, claim, found)
  const { cases, open, contradictions } = found.rechecked
  Object.assign(tally.rechecked, { cases, open })
  tally.rechecked.contradictions.push(...contradictions.map(({ index }) => index))
  tally.open.push(...found.undecided.map(({ index }) => index))
  for (const shape of found.inputs.shapes) tally.shapes.add(shape)
  takeExtremes(tally, found)
  return tally
}

/** Puts the counts of the subjects and distributions in; which subject has a witness, its case tells. */
function takeMembers(tally: Tally, claim: Claim, found: ClaimEvidence): void {
  const names = subjectsOf(claim.subject).map(({ name }) => name)
  for (const { of, name, cases, sample } of found.members) {
    if (of === 'distribution') tally.distributions.set(name, { cases, sample })
    else Object.assign(tally.subjects[names.indexOf(name)] ?? {}, { cases, sample })
  }
  if (names.length === 1) Object.assign(tally.subjects[0], structuredClone(tally.all))
  for (const { subject, case: named } of found.witnesses)
    Object.assign(tally.subjects[names.indexOf(subject)] ?? {}, { firstSatisfied: named.index })
  for (const { subject, case: named } of found.verdict.float32?.witnesses ?? [])
    Object.assign(tally.subjects[names.indexOf(subject)] ?? {}, { firstSatisfiedFloat32: named.index })
}

function takeExtremes(tally: Tally, { worst, widest, tightness, scaling }: ClaimEvidence): void {
  const slope = (of: { case: CaseName; limit: string } | null | undefined): Tally['leastSlope'] =>
    of ? { index: of.case.index, limit: fromHex(of.limit) } : undefined
  if (worst)
    tally.worst = { index: worst.case.index, margin: fromHex(worst.margin), bound: fromHex(worst.bound) }
  if (widest) tally.widest = { index: widest.case.index, width: fromHex(widest.width) }
  if (tightness) tally.tightest = { index: tightness.case.index, atLeast: fromHex(tightness.atLeast) }
  tally.leastSlope = slope(scaling?.least)
  tally.mostSlope = slope(scaling?.most)
}

type CaseName = ClaimEvidence['undecided'][number]
