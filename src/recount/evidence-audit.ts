import type { Discovered } from '../claim/discover.ts'
import { parseEvidence } from '../evidence/read.ts'
import type { Evidence } from '../evidence/schema.ts'
import { recountClaim } from './claim-recount.ts'
import { checkCounts } from './count-sums.ts'
import { checkForm, readText } from './file-form.ts'
import { checkSelection } from './selected-claims.ts'

/** What is wrong, and where. */
interface Finding {
  readonly where: string
  readonly what: string
}

export interface Audited {
  readonly evidence: Evidence
  readonly findings: readonly Finding[]
  /** What was looked at, in sentences. */
  readonly checked: readonly string[]
  /** What this program could not check. */
  readonly unchecked: readonly string[]
}

export interface AuditOptions {
  /** Cases of each claim that are decided again, beside those that the evidence names. */
  readonly resample: number
  onClaim?(id: string, number: number, of: number): void
}

/**
 * Checks evidence: its form, that it is about the claims on disk, that its counts, limits and verdicts fit together, the
 * cases that it names, and its certificates.
 *
 * @throws {EvidenceError} when the file is no evidence that this version can read
 */
export async function audit(path: string, claims: Discovered, options: AuditOptions): Promise<Audited> {
  const text = readText(path)
  const evidence = parseEvidence(text, path)
  const findings: Finding[] = []
  const unchecked = new Set<string>()
  const note = (where: string, whats: readonly string[]): void =>
    void findings.push(...whats.map((what) => ({ where, what })))
  note('the file', checkForm(evidence, text))
  note('the run', checkSelection(evidence, claims))
  let certificates = 0
  let decided = 0
  for (const [i, found] of evidence.claims.entries()) {
    options.onClaim?.(found.id, i + 1, evidence.claims.length)
    const loaded = claims.claims.find(({ claim }) => claim.id === found.id)
    note(found.id, checkCounts(found))
    if (!loaded) {
      note(found.id, [
        'there is no such claim here; give the file or folder of its claims as a further argument',
      ])
      continue
    }
    const result = await recountClaim(found, loaded, evidence.run, options.resample)
    note(found.id, result.findings)
    for (const what of result.unchecked) unchecked.add(what)
    certificates += result.certificates
    decided += result.decided
  }
  if (!evidence.complete) unchecked.add('claims that the run did not reach: it was interrupted')
  unchecked.add(
    'what the engine returned: the float32 counts, margins that the device found, and its profile',
  )
  return {
    evidence,
    findings,
    checked: [
      `${evidence.claims.length} claims: counts, limits and verdicts`,
      `${certificates} certificates, by an evaluator of their own`,
      `${decided} cases decided again`,
    ],
    unchecked: [...unchecked],
  }
}
