import { unalteredEvidence } from '../src/cli/unaltered-evidence.ts'
import type { Evidence } from '../src/evidence/schema.ts'
import { missingOf } from '../src/recount/asked-run.ts'

/**
 * Evidence that pages are made of: as it was written, and of all that its run was asked for.
 *
 * @throws {UsageError} when it was changed since, or is a part of a run
 */
export async function wholeEvidence(path: string): Promise<Evidence> {
  const evidence = await unalteredEvidence(path, 'shown')
  const { complete, run } = evidence
  if (complete && !run.shard && missingOf(evidence).length === 0) return evidence
  throw new Error(`${path} is a part of a run; finish it with --resume, or merge its shards, and show that`)
}
