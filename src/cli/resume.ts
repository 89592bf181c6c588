import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasItsDigest } from '../evidence/evidence-text.ts'
import { EvidenceError, parseEvidence, unreadable } from '../evidence/read.ts'
import { FILE } from '../evidence/write.ts'
import type { Source } from './taken-over.ts'
import type { VerifyOptions } from './verify-options.ts'

/** Where the evidence of a run lies. */
export const evidenceFile = (folder: string): string => join(folder, FILE)

/** A baseline, and the digest of its file. */
export type Baseline = Required<Source>

/**
 * The evidence that a run goes on from, or takes claims over from: with `--resume` what lies in its folder, with
 * `--changed` the baseline, which lies there too where none is named.
 *
 * @throws {EvidenceError} when a file is no evidence, or not as it was written, or the baseline that is named is missing
 */
export function sourcesFor({ out, resume, changed, baseline }: VerifyOptions): Source[] {
  const own = evidenceFile(out)
  const resumed = resume && existsSync(own) ? [{ evidence: readBaseline(own).evidence }] : []
  if (!changed) return resumed
  if (baseline !== undefined) return [...resumed, readBaseline(baseline)]
  return resumed.length > 0 || !existsSync(own) ? resumed : [readBaseline(own)]
}

/**
 * Reads evidence that stands for what it was when it was written.
 *
 * @throws {EvidenceError} when it is no evidence, or another one than its digest says
 */
export function readBaseline(path: string): Baseline {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
  const evidence = parseEvidence(text, path)
  if (evidence.digest === undefined || !hasItsDigest(text))
    throw new EvidenceError(
      `${path} is not as it was written: its digest is that of another text; restore it, or judge all claims`,
    )
  return { evidence, digest: evidence.digest }
}
