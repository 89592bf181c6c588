import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Discovered } from '../claim/discover.ts'
import { askedBy } from '../cli/asked-by.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import type { Evidence } from '../evidence/schema.ts'
import type { Audited } from './audited.ts'
import { audit, type AuditOptions } from './evidence-audit.ts'

/** What an audit finds in a file. */
interface Found extends Audited {
  /** Each finding with where it is. */
  readonly found: readonly string[]
}

/**
 * Audits evidence as whoever altered it would have written it, for tests.
 *
 * @param folder where the file is written
 * @param places where claims were looked for beside the package
 */
export async function auditedIn(
  folder: string,
  evidence: Evidence,
  claims: Discovered,
  options: Pick<AuditOptions, 'resample'> & Partial<AuditOptions>,
  places: readonly string[] = [],
): Promise<Found> {
  const path = join(folder, 'audited.json')
  writeFileSync(path, evidenceText(evidence))
  const said = await audit(path, claims, { ...askedBy(claims, places, REAL_SERVICES), ...options })
  return { ...said, found: said.findings.map(({ where, what }) => `${where}: ${what}`) }
}
