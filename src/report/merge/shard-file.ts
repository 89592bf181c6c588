import type { Limits } from '../../auditor/limits.ts'
import type { Evidence } from '../../evidence/schema.ts'
import type { Shard } from '../../judge/shard.ts'
import { readAudited, readFileWithin } from '../../recount/audited-file.ts'
import { checkCounts } from '../../recount/count-sums.ts'
import { checkForm } from '../../recount/file-form.ts'
import { Findings } from '../../recount/findings.ts'
import { MergeError } from './merge-error.ts'

/** What a run with `--shard` left. */
export interface ShardFile {
  readonly path: string
  readonly shard: Shard
  readonly digest: string
  readonly evidence: Evidence
}

/**
 * Reads the file of a shard.
 *
 * @throws {EvidenceError} when it is no evidence that this version can read; {OverLimit} when it asks for more than a limit
 * @throws {MergeError} when it is damaged, no shard, or not complete
 */
export function readShard(path: string, limits: Limits): ShardFile {
  const damage = new Findings()
  const { evidence, text } = readAudited(readFileWithin(path, limits), limits, damage)
  const { run, digest, complete, claims, examined } = evidence
  if (examined)
    throw new MergeError(
      `${path} is of an attention that was examined; only the claims of \`assay verify\` have shards`,
    )
  if (run.shards) throw new MergeError(`${path} was merged from shards already; merge the shards themselves`)
  if (!run.shard)
    throw new MergeError(`${path} is no shard: its run was made without --shard, and tried all that it names`)
  if (damage.all.length === 0) damage.add('the file', checkForm(evidence, text))
  for (const claim of claims) damage.add(claim.id, checkCounts(claim, run.recheck))
  const [first] = damage.all
  if (first || digest === undefined)
    throw new MergeError(
      `${path} is damaged: ${first ? `${first.where}: ${first.what}` : 'it has no digest'}; restore it, or run its shard again`,
    )
  if (!complete)
    throw new MergeError(
      `${path} is not complete: ${claims.length} of ${run.selected.length} claims are in it; run the same command with --resume`,
    )
  return { path, shard: run.shard, digest, evidence }
}
