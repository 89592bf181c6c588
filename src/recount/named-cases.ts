import type { ClaimEvidence } from '../evidence/schema.ts'
import { LISTED } from '../judge/tally.ts'
import { isObserved, opposed, Status } from '../judge/status.ts'
import { fromHex, toHex } from '../program/hex-float.ts'
import type { Regenerated } from './regenerated.ts'

/**
 * Whether the undecided, worst and widest cases that a claim's evidence names are what it says of them.
 *
 * @param onDevice whether a device decided some, which may be open here
 */
export async function checkNamed(
  found: ClaimEvidence,
  cases: Regenerated,
  onDevice: boolean,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { index } of found.undecided.slice(0, LISTED)) {
    const status = await cases.status(index)
    if (status !== Status.Undecided && status !== Status.HypothesisOpen)
      wrong.push(`case ${index} is named as undecided, and is not`)
  }
  if (found.worst) {
    const { index } = found.worst.case
    const status = await cases.status(index)
    if (onDevice ? opposed(status, Status.Satisfied) : status !== Status.Satisfied)
      wrong.push(`case ${index}, named as the worst satisfied one, is not satisfied`)
  }
  if (found.widest) {
    const { index } = found.widest.case
    const { status, width } = await cases.report(cases.at(index), index)
    if (status[0] !== Status.Consistent || toHex(width[0]) !== found.widest.width)
      wrong.push(`case ${index} is not consistent within ${found.widest.width}`)
  }
  return [...wrong, ...(await checkObservedOfNamed(found, cases, onDevice))]
}

/** Whether the ratio and the slopes that are named are those of their cases. */
async function checkObservedOfNamed(
  { tightness, scaling }: ClaimEvidence,
  cases: Regenerated,
  onDevice: boolean,
) {
  const wrong: string[] = []
  for (const [name, part, limit, sign] of [
    ['ratio', tightness, tightness?.atLeast, 1],
    ['least slope', scaling?.least, scaling?.least?.limit, 1],
    ['largest slope', scaling?.most, scaling?.most?.limit, -1],
  ] as const) {
    if (!part || !limit) continue
    const { index } = part.case
    const { observed, radius, status } = await cases.report(cases.at(index), index)
    const isOne = onDevice ? status[0] !== Status.Discarded : isObserved(cases.claim, status[0])
    const farthest = sign * observed[0] + radius[0]
    const reaches = farthest >= sign * fromHex(limit) || (onDevice && Number.isNaN(farthest))
    if (!isOne || !reaches) wrong.push(`the ${name} of case ${index} does not reach ${limit}`)
  }
  return wrong
}
