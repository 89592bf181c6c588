import type { Allowed } from '../auditor/certificate-check.ts'
import type { Discovered } from '../claim/discover.ts'
import type { Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import type { AskedExamination } from './asked-examination.ts'
import type { Audited } from './audited.ts'
import { recountExamined } from './examined-recount.ts'
import { checkTitles } from './examined-rows.ts'
import { checkExamination } from './examined-run.ts'
import type { Findings } from './findings.ts'
import { trustedIn } from './trusted.ts'

interface ExaminedAudit {
  readonly claims: Discovered
  readonly sameArithmetics: boolean
  readonly allowed: Allowed
  /** What the command of the examination asked for. */
  asked(command: string): Promise<AskedExamination | { readonly problem: string }>
}

/** Checks evidence of an attention that was examined: against its command, and itself. */
export async function auditExamined(
  evidence: Evidence & { readonly examined: ExaminedEvidence },
  { claims, sameArithmetics, allowed, asked }: ExaminedAudit,
  findings: Findings,
): Promise<Audited> {
  const { examined, run } = evidence
  await findings.check('the run', 'what it says of itself', async () =>
    checkExamination(evidence, examined, await asked(run.command)),
  )
  await findings.check('what was examined', 'it', () => recountExamined(examined, sameArithmetics, allowed))
  findings.add('what was examined', checkTitles(examined, claims))
  return {
    findings: findings.all,
    checked: [
      'what was examined: that its verdicts follow from its counts',
      ...(examined.deviation
        ? ['the deviation: that no honest implementation returns it, worked out again, and its certificate']
        : []),
    ],
    unchecked: sameArithmetics ? [] : ['whether the arithmetics here certify the deviation in the same way'],
    trusted: trustedIn(evidence),
  }
}
