import { isDeepStrictEqual } from 'node:util'
import type { Case } from '../arithmetic/batch.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { ClaimEvidence, DecisiveCase } from '../evidence/schema.ts'
import { caseData } from '../judge/case-data.ts'
import { Status } from '../judge/status.ts'
import { TIERS } from '../evidence/tiers.ts'
import { DRAW_FROM, differenceOf } from '../judge/same-case.ts'
import { toHex } from '../program/hex-float.ts'
import { caseOf, checkCertified, type Checking, isWithinCase } from './certificate-origin.ts'
import type { Regenerated } from './regenerated.ts'

/** What is wrong, and how many certificates were looked at. */
export interface Checked {
  readonly findings: readonly string[]
  readonly certificates: number
}

/** Whether the cases that are said to decide a claim are those that their names make, and what is said of them. */
export async function checkDecisiveCases(
  claim: Claim,
  found: ClaimEvidence,
  cases: Regenerated,
  checking: Checking,
): Promise<Checked> {
  const { counterexample, verdict } = found
  const { Satisfied, Violated } = Status
  const existential = claim.kind === 'exists'
  const returned = verdict.float32?.counterexample
  const findings: string[] = []
  let certificates = 0
  const witnesses = found.witnesses.slice(0, subjectsOf(claim.subject).length)
  for (const [name, part, wanted, reading] of [
    ['counterexample', counterexample, Violated, 'reals'],
    ...witnesses.map((witness) => ['witness', witness, Satisfied, 'reals'] as const),
    ['float32 counterexample', returned, existential ? Satisfied : Violated, 'float32'],
  ] as const) {
    if (!part) continue
    findings.push(
      ...(await checkDecisive({ ...part, reading }, wanted, cases, checking)).map(
        (what) => `${name}: ${what}`,
      ),
    )
    if (reading === 'float32') continue
    if (!isWithinCase(part.shrunk, cases.at(part.case.index))) continue
    const says = wanted === Violated ? 'violated' : 'satisfied'
    const { subject, shrunk, certificate } = part
    const about = { claim, says, subject, shrunk, checking } as const
    findings.push(...(await checkCertified(name, certificate, about)))
    certificates++
  }
  return { findings, certificates }
}

/** That a case is drawn here as another one, and why that may be. */
function otherInputs({ original }: DecisiveCase, drawn: Case): string {
  const difference = differenceOf({ ...drawn, inputs: caseOf(original).inputs }, drawn)
  return (
    `its inputs are not those that its name makes${difference === undefined ? '' : `: ${difference} when it is drawn here`}. ` +
    'The file was altered, or the generator keeps something of its own, which is another in each run. ' +
    `${DRAW_FROM}. Then run it anew`
  )
}

/** Whether a case that decides a reading is the one that its name makes, and decides it. */
async function checkDecisive(
  found: DecisiveCase,
  wanted: Status,
  cases: Regenerated,
  { sameArithmetics }: Checking,
): Promise<string[]> {
  const wrong: string[] = []
  const { index } = found.case
  const drawn = cases.at(index)
  if (!isDeepStrictEqual(found.original, caseData(drawn))) wrong.push(otherInputs(found, drawn))
  if (found.subject !== cases.subject(index)) wrong.push(`it is about ${cases.subject(index)}`)
  if (found.reading === 'float32') return wrong
  if (!isWithinCase(found.shrunk, cases.at(index)))
    return [...wrong, 'the shrunk case is not one that it shrinks to']
  if ((await cases.status(index, true)) !== wanted) wrong.push('it does not decide the claim')
  const { status, tier, margin, bound } = await cases.report(caseOf(found.shrunk), index, true)
  if (status[0] !== wanted) wrong.push('the shrunk case does not decide the claim')
  const by = TIERS[tier[0]]
  if (sameArithmetics && found.tier !== by) wrong.push(`it is decided by ${by}, not ${found.tier}`)
  if (found.margin !== toHex(margin[0])) wrong.push(`its margin is ${toHex(margin[0])}, not ${found.margin}`)
  if (found.bound !== toHex(bound[0])) wrong.push(`its bound is ${toHex(bound[0])}, not ${found.bound}`)
  return wrong
}
