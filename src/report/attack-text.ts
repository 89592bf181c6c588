import type { ClaimEvidence } from '../evidence/schema.ts'
import { eventExcluded } from '../judge/verdict/event-probability.ts'
import { isKilled } from '../judge/verdict/searched.ts'
import { fromHex } from '../program/hex-float.ts'
import { roundDown } from '../statistics/round-outward.ts'

/** How hard a claim was attacked, in a sentence; empty where nothing of it is known. */
export function attackText({ trivial, tightness, mutants, probability, search }: ClaimEvidence): string {
  const parts: string[] = []
  if (tightness) parts.push(`its sides reach a ratio of ${ratio(fromHex(tightness.atLeast))}`)
  for (const { name, refuted, outOfTime } of mutants)
    parts.push(`"${name}" ${refuted ? 'falls' : outOfTime ? 'ran out of time' : standing(name, search)}`)
  if (trivial && trivial.cases > 0)
    parts.push(
      `trivial (${trivial.name}) in at least ${roundDown((100 * trivial.reached) / trivial.cases, 2)} % of the cases`,
    )
  if (search) parts.push(...searchText(search))
  const power = eventExcluded(probability) ? null : (probability?.power ?? null)
  if (power !== null) parts.push(`so many draws support it with probability ${ratio(power)}`)
  return parts.length > 0 ? `${parts.join('; ')}.`.replace(/^./, (first) => first.toUpperCase()) : ''
}

const standing = (mutant: string, search: ClaimEvidence['search']): string =>
  isKilled(search, mutant) ? 'stands against the random cases' : 'is not refuted: not sharp here'

/** What walks found, apart from what random cases did. */
function searchText({
  starts,
  moved,
  notDone,
  counterexample,
  tightness,
  mutants,
}: NonNullable<ClaimEvidence['search']>) {
  if (notDone !== undefined) return [`no walks against the gradient: ${notDone}`]
  return [
    counterexample
      ? `the walk against the gradient from case ${counterexample.case.index} leads to a counterexample`
      : `${noneOf(moved, starts)} leads to a counterexample`,
    ...(tightness ? [`walks bring its sides to a ratio of ${ratio(fromHex(tightness.atLeast))}`] : []),
    ...mutants.map(
      ({ name, kill, moved }) =>
        `${kill ? `the walk from case ${kill.case.index}` : noneOf(moved, starts)} kills "${name}"`,
    ),
  ]
}

/** Walks that led nowhere, and how many of them never went anywhere. */
function noneOf(moved: number, starts: number): string {
  const still = moved === 0 ? 'all' : starts - moved
  const but = moved < starts ? ` (${still} of them stand still where they begin)` : ''
  return `none of ${starts} walks against the gradient${but}`
}

/** Not above it, with as many digits as tell it from 1, up to six. */
const ratio = (value: number): string => String(roundDown(value, 6))
