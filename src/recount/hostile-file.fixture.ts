import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'

/** A file made to harm whoever audits it, and what the two auditors have to refuse it for. */
export interface HostileFile {
  readonly title: string
  /** What `assay audit` says. */
  readonly says: RegExp
  /** What the auditor in Python says, which does not look at what needs the claims. */
  readonly alsoSays: RegExp
  /** The exit codes of the two: 2 where it is no evidence of this version. */
  readonly exits: readonly [1 | 2, 1 | 2]
  text(): string
}

const REAL = 'linear-row-order'
export const real = (changes: Partial<ClaimEvidence> = {}): ClaimEvidence => plantedClaim(REAL, changes)
export const whole = (claims: ClaimEvidence[] = [real()], changes: Partial<Evidence> = {}): string =>
  evidenceText(plantedEvidence(claims, changes))
export const limit = (name: string): RegExp =>
  new RegExp(`the limit "${name}" is \\d+, and --work N makes it N-fold`)
/** The planted control is refuted, and has no certificate. */
export const LACKING = /control "broken": it has to have a certificate/

export function file(
  title: string,
  says: RegExp,
  text: () => string,
  alsoSays = says,
  exits: HostileFile['exits'] = [1, 1],
): HostileFile {
  return { title, says, alsoSays, exits, text }
}
/** Evidence in which a part of the text is another. */
export const edited = (part: string, other: string): string => {
  const text = whole()
  if (!text.includes(part)) throw new Error(`there is no ${part}`)
  return text.replace(part, () => other)
}
export const escape = '\u001b[2J\u202egood\u0007'
export const visible = /\\u001b\[2J\\u202egood\\u0007/
export const digits = (count: number): string => '9'.repeat(count)
export const ofCertificate = (certificate: object): string => {
  const { inputs: shrunk } = certificate as { inputs: ClaimEvidence['controls'][0]['shrunk'] }
  const counterexample = {
    ...{ case: { seed: 1, index: 3 }, subject: 'linear(taylor2)', reading: 'reals', tier: 'interval' },
    ...{ margin: '0x1p-3', bound: '0x1p-40', shrunk, original: {}, certificate },
  }
  return JSON.stringify({ ...plantedEvidence([]), claims: [{ ...real(), counterexample }] })
}
export const LARGEST = Number.MAX_SAFE_INTEGER
export const counted = (count: number): ClaimEvidence['cases'] => ({ ...real().cases, satisfied: count })
export const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `claim-${i}`)
