import type { ClaimEvidence } from '../evidence/schema.ts'
import { Status } from '../judge/status.ts'
import { toHex } from '../program/hex-float.ts'
import type { Regenerated } from './regenerated.ts'

/** Whether the undecided, worst and widest cases that a claim's evidence names are what it says of them. */
export async function checkNamed(found: ClaimEvidence, cases: Regenerated): Promise<string[]> {
  const wrong: string[] = []
  for (const { index } of found.undecided) {
    const status = await cases.status(index)
    if (status !== Status.Undecided) wrong.push(`case ${index} is named as undecided, and is not`)
  }
  if (found.worst && (await cases.status(found.worst.case.index)) !== Status.Satisfied)
    wrong.push(`case ${found.worst.case.index}, named as the worst satisfied one, is not satisfied`)
  if (found.widest) {
    const { index } = found.widest.case
    const { status, bound } = await cases.report(cases.at(index), index)
    if (status[0] !== Status.Consistent || toHex(bound[0]) !== found.widest.width)
      wrong.push(`case ${index} is not consistent within ${found.widest.width}`)
  }
  return wrong
}
