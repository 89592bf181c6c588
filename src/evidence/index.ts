/**
 * Reads what a run of `assay verify` left.
 *
 * @example
 * ```ts
 * import { readEvidence } from 'attention-assay/evidence'
 *
 * for (const { id, verdict } of readEvidence('evidence/evidence.json').claims)
 *   console.log(id, verdict.reals.status)
 * ```
 *
 * @module attention-assay/evidence
 */
export { EvidenceError, parseEvidence, readEvidence } from './read.ts'
export type { CaseData, ClaimEvidence, ControlEvidence, DecisiveCase, Evidence } from './schema.ts'
export type { Certificate } from './certificate-schema.ts'
