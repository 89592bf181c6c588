import type { Limits } from '../../auditor/limits.ts'
import type { LoadedClaim } from '../../claim/load-claim.ts'
import { evidenceText } from '../../evidence/evidence-text.ts'
import type { Evidence } from '../../evidence/schema.ts'
import type { Shard } from '../../judge/shard.ts'
import { type AskedRun, checkCases, checkRun } from '../../recount/asked-run.ts'
import { readAudited, readFileWithin } from '../../recount/audited-file.ts'
import { checkByItself } from '../../recount/by-itself.ts'
import { checkForm } from '../../recount/file-form.ts'
import { Findings } from '../../recount/findings.ts'
import { askedOf } from '../../recount/merged-run.ts'
import { misplacedCertificate } from '../misplaced-certificate.ts'
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
  if (run.baselines)
    throw new MergeError(
      `${path} has claims that were taken over from other files; run its shard without --changed and --baseline`,
    )
  if (damage.all.length === 0) damage.add('the file', checkForm(text, evidenceText(evidence)))
  demandNone(damage, path)
  if (digest === undefined) throw damaged(path, 'it has no digest')
  if (!complete)
    throw new MergeError(
      `${path} is not complete: ${claims.length} of ${run.selected.length} claims are in it; run the same command with --resume`,
    )
  return { path, shard: run.shard, digest, evidence }
}

/**
 * Demands that the file of a shard is what its command leaves of the claims as they are here, as far as that can be told
 * without a case.
 *
 * @param claims those of the file, in their order
 * @param ask what its command asks for
 * @throws {MergeError} saying what does not fit
 */
export async function demandFits(
  { path, evidence }: ShardFile,
  claims: readonly LoadedClaim[],
  ask: (command: string) => Promise<AskedRun | { readonly problem: string }>,
): Promise<void> {
  const { run } = evidence
  const damage = new Findings()
  const asked = await askedOf(run, ask)
  const ids = evidence.claims.map(({ id }) => id)
  await damage.check('the run', 'what it says of itself', () => checkRun(evidence, ids, asked))
  for (const [i, found] of evidence.claims.entries()) {
    if (!('problem' in asked))
      await damage.check(found.id, 'its range', () => checkCases(found, claims[i].claim, asked.whole))
    await checkByItself(found, claims[i], run, damage)
    const misplaced = misplacedCertificate({ claims: [found] })
    if (misplaced !== undefined) damage.add(found.id, [misplaced])
  }
  demandNone(damage, path)
}

function demandNone({ all: [first] }: Findings, path: string): void {
  if (first) throw damaged(path, `${first.where}: ${first.what}`)
}

const damaged = (path: string, what: string): MergeError =>
  new MergeError(`${path} is damaged: ${what}; restore it, or run its shard again`)
