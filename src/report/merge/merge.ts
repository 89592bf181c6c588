import { limitsTimes, OverLimit } from '../../auditor/limits.ts'
import type { Discovered } from '../../claim/discover.ts'
import type { LoadedClaim } from '../../claim/load-claim.ts'
import { parsed } from '../../evidence/read.ts'
import { evidence as schema, type ClaimEvidence, type Evidence } from '../../evidence/schema.ts'
import { type AskedRun, claimOf } from '../../recount/asked-run.ts'
import { checkDeclared } from '../../recount/by-itself.ts'
import { headOf } from '../../recount/merged-run.ts'
import { mergedClaim } from './merged-claim.ts'
import { MergeError } from './merge-error.ts'
import { demandOneRun } from './one-run.ts'
import { demandFits, readShard, type ShardFile } from './shard-file.ts'
import { wholeDivision } from './whole-division.ts'

export interface MergeOptions {
  /** The command that merges, for the evidence. */
  readonly command: string
  /** Of this program, which concludes from what the shards counted. */
  readonly version: string
  /** What the command of a shard asked for. */
  askedRun(command: string): Promise<AskedRun | { readonly problem: string }>
  /** A factor by which the limits on what a file may ask for are raised; 1 when left out. */
  readonly work?: number
}

/**
 * What the shards of a run found out, as one run would have: the same but for what is said of the run itself.
 *
 * @param paths of the files of all shards, in any order
 * @param claims that these are about
 * @throws {EvidenceError} when a file is no evidence that this version can read
 * @throws {MergeError} when the files are not all shards of one run, each once, of the claims as they are here
 */
export async function mergeShards(
  paths: readonly string[],
  claims: Discovered,
  { command, version, askedRun, work = 1 }: MergeOptions,
): Promise<Evidence> {
  const files = wholeDivision(paths.map((path) => read(path, work)))
  demandOneRun(files)
  const [{ evidence: first, path }] = files
  if (first.run.version !== version)
    throw new MergeError(
      `${path} is of version ${first.run.version} of the program, and this is ${version}; merge with the one that ran`,
    )
  const loaded = first.claims.map((_, i) => loadedFor(i, files, claims))
  for (const file of files) await demandFits(file, loaded, askedRun)
  const run = { ...first.run }
  delete run.shard
  const engines = files.map(({ evidence }) => evidence.engine)
  const merged: ClaimEvidence[] = []
  for (const i of first.claims.keys())
    merged.push(
      await mergedClaim(
        loaded[i],
        files.map(({ evidence }) => evidence.claims[i]),
        run,
      ),
    )
  const shards = files.map(({ digest, evidence: { run } }) => {
    const { command, node, os, startedAt, seconds } = run
    return { digest, command, node, os, startedAt, seconds }
  })
  return whole({
    ...first,
    run: { ...run, ...headOf(shards), command, shards },
    engine: {
      ...first.engine,
      notes: unique(engines.flatMap(({ notes }) => notes)),
      reason: unique(engines.map(({ reason }) => reason)).join('; '),
      notRun: unique(engines.flatMap(({ notRun }) => notRun)),
    },
    claims: merged,
  })
}

/** @throws {MergeError} when what is found in the files does not add up to evidence */
function whole(merged: Evidence): Evidence {
  const result = parsed(schema, merged)
  if (result.data) return merged
  throw new MergeError(`the files do not add up: ${result.damage}; run their shards again`)
}

function read(path: string, work: number): ShardFile {
  try {
    return readShard(path, limitsTimes(work))
  } catch (error) {
    throw error instanceof OverLimit ? new MergeError(`${path} ${error.message}`) : error
  }
}

/** The claim on disk, which has to be the one that every shard tried. */
function loadedFor(at: number, files: readonly ShardFile[], claims: Discovered): LoadedClaim {
  const [{ evidence }] = files
  const { id } = evidence.claims[at]
  const loaded = claimOf(id, claims)
  if (!loaded)
    throw new MergeError(`there is no claim ${id} here; give the file or folder of its claims with --claims`)
  for (const { path, evidence } of files) {
    const [other] = checkDeclared(evidence.claims[at], loaded)
    if (other)
      throw new MergeError(
        `${path} is about another ${id} than there is here: ${other}; merge where they are the same`,
      )
  }
  return loaded
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]
