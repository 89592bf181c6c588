import { isDeepStrictEqual } from 'node:util'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { ClaimEvidence, DecisiveCase } from '../evidence/schema.ts'
import { caseData } from '../judge/case-data.ts'
import { Status } from '../judge/status.ts'
import { violatedOf } from '../judge/returned-numbers.ts'
import { TIERS } from '../evidence/tiers.ts'
import { toHex } from '../program/hex-float.ts'
import { caseOf, checkCertified, type Checking, isWithinCase } from './certificate-origin.ts'
import type { Regenerated } from './regenerated.ts'

/** What is wrong, and how many certificates were looked at. */
export interface Checked {
  readonly findings: readonly string[]
  readonly certificates: number
}

/** Whether the counterexample and the witness of a claim are there when they have to be, and what is said of them. */
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
  const refuted =
    claim.kind !== 'probability' && verdict.reals.status === 'refuted' && found.cases.violated > 0
  const proved = existential && verdict.reals.status === 'proved'
  const findings = checkKinds(claim, found)
  let certificates = 0
  const names = subjectsOf(claim.subject).map(({ name }) => name)
  const witnesses = found.witnesses.slice(0, names.length)
  if (found.witnesses.length > names.length) findings.push('it has more witnesses than subjects')
  for (const [name, part, wanted, reading, expected] of [
    ['counterexample', counterexample, Violated, 'reals', refuted],
    ...witnesses.map((witness) => ['witness', witness, Satisfied, 'reals', proved] as const),
    ['float32 counterexample', returned, existential ? Satisfied : Violated, 'float32', false],
  ] as const) {
    if (!part && expected) findings.push(`it has no ${name}`)
    if (!part) continue
    if (part.reading !== reading) findings.push(`its ${name} is of the other reading`)
    findings.push(
      ...(await checkDecisive({ ...part, reading }, wanted, cases, checking)).map(
        (what) => `${name}: ${what}`,
      ),
    )
    if (reading === 'float32') {
      if (part.certificate) findings.push(`${name}: it has a certificate, which is about the reals`)
      continue
    }
    if (!isWithinCase(part.shrunk, cases.at(part.case.index))) continue
    const says = wanted === Violated ? 'violated' : 'satisfied'
    const { subject, shrunk, certificate } = part
    const about = { claim, says, subject, shrunk, checking } as const
    findings.push(...(await checkCertified(name, certificate, about)))
    certificates++
  }
  const float32 = verdict.float32
  if (claim.kind !== 'probability' && !existential && float32 && !returned && violatedOf(float32.cases) > 0)
    if (found.nondeterminism.length === 0) findings.push('it has no float32 counterexample')
  if (returned && !existential && float32 && violatedOf(float32.cases) === 0)
    findings.push('it has a float32 counterexample, and counts none')
  return { findings, certificates }
}

/** Whether a claim names the decisive cases that a claim of its kind has, with these counts, and no others. */
function checkKinds(claim: Claim, { counterexample, witnesses, verdict, cases, ...found }: ClaimEvidence) {
  const wrong: string[] = []
  if (claim.kind === 'probability')
    return counterexample || witnesses.length > 0 || verdict.float32?.counterexample
      ? ['it is about a probability, which no single case decides, and has one that does']
      : wrong
  if (claim.kind !== 'exists' && witnesses.length > 0) wrong.push('it has witnesses, and is about all cases')
  if (counterexample && cases.violated === 0)
    wrong.push('it has a counterexample, and counts no case that violates it')
  if (claim.kind !== 'exists' || counterexample || found.nondeterminism.length > 0) return wrong
  const [only] = subjectsOf(claim.subject)
  const subjects = found.members.filter(({ of }) => of === 'subject')
  const having = (subjects.length > 0 ? subjects : [{ name: only.name, cases }])
    .filter(({ cases }) => cases.satisfied > 0)
    .map(({ name }) => name)
  if (
    !isDeepStrictEqual(
      witnesses.map(({ subject }) => subject),
      having,
    )
  )
    wrong.push('it has not a witness for each subject of which it counts some')
  return wrong
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
  if (!isDeepStrictEqual(found.original, caseData(cases.at(index))))
    wrong.push('its inputs are not those that its name makes')
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
