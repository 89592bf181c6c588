import type { ClaimEvidence } from '../evidence/schema.ts'
import { LISTED } from '../judge/tally.ts'
import { Status } from '../judge/status.ts'
import { fromHex, toHex } from '../program/hex-float.ts'
import type { Regenerated } from './regenerated.ts'

/** Whether the undecided, worst and widest cases that a claim's evidence names are what it says of them. */
export async function checkNamed(found: ClaimEvidence, cases: Regenerated): Promise<string[]> {
  const wrong: string[] = []
  for (const { index } of found.undecided.slice(0, LISTED)) {
    const status = await cases.status(index)
    if (status !== Status.Undecided && status !== Status.HypothesisOpen)
      wrong.push(`case ${index} is named as undecided, and is not`)
  }
  if (found.worst && (await cases.status(found.worst.case.index)) !== Status.Satisfied)
    wrong.push(`case ${found.worst.case.index}, named as the worst satisfied one, is not satisfied`)
  if (found.widest) {
    const { index } = found.widest.case
    const { status, width } = await cases.report(cases.at(index), index)
    if (status[0] !== Status.Consistent || toHex(width[0]) !== found.widest.width)
      wrong.push(`case ${index} is not consistent within ${found.widest.width}`)
  }
  return [...wrong, ...(await checkObservedOfNamed(found, cases))]
}

/** Whether the ratio and the slopes that are named are those of their cases. */
async function checkObservedOfNamed({ tightness, scaling }: ClaimEvidence, cases: Regenerated) {
  const wrong: string[] = []
  for (const [name, part, limit, sign] of [
    ['ratio', tightness, tightness?.atLeast, 1],
    ['least slope', scaling?.least, scaling?.least?.limit, 1],
    ['largest slope', scaling?.most, scaling?.most?.limit, -1],
  ] as const) {
    if (!part || !limit) continue
    const { index } = part.case
    const { observed, radius, status } = await cases.report(cases.at(index), index)
    // Whether it is a case may be known to the device alone.
    if (status[0] === Status.Discarded || !(sign * observed[0] + radius[0] >= sign * fromHex(limit)))
      wrong.push(`the ${name} of case ${index} does not reach ${limit}`)
  }
  return wrong
}
