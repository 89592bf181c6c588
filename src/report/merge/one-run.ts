import { isDeepStrictEqual } from 'node:util'
import { changedSources } from '../../claim/sources-of.ts'
import type { Evidence } from '../../evidence/schema.ts'
import { inBrief } from '../../recount/differences.ts'
import { MergeError } from './merge-error.ts'
import type { ShardFile } from './shard-file.ts'

/** What may differ between the runs of shards. */
const OF_A_SHARD: readonly string[] = ['command', 'shard', 'node', 'os', 'startedAt', 'seconds']
/** What says why an engine was taken; it returns no other numbers. */
const OF_A_START: readonly string[] = ['notes', 'reason', 'notRun']

/**
 * Demands that shards are parts of one run: of the same claims, version, seed and engine.
 *
 * @throws {MergeError} naming two files and what differs
 */
export function demandOneRun(files: readonly ShardFile[]): void {
  const [first, ...others] = files
  for (const other of others) {
    const demandSame = (what: string, a: unknown, b: unknown): void => {
      if (isDeepStrictEqual(a, b)) return
      throw new MergeError(
        `${first.path} and ${other.path} are of different runs: ${what} is ${inBrief(a)} and ${inBrief(b)}; merge shards of one run`,
      )
    }
    demandSameParts('', first.evidence.run, other.evidence.run, OF_A_SHARD, demandSame)
    demandSameParts('engine ', first.evidence.engine, other.evidence.engine, OF_A_START, demandSame)
    for (const [i, claim] of first.evidence.claims.entries()) {
      const same = other.evidence.claims[i]
      demandSame('the order of the claims', claim.id, same?.id)
      demandSame(`the range of cases of ${claim.id}`, claim.range.of, same.range.of)
      demandSame(`the origin of ${claim.id}`, claim.origin, same.origin)
      const changed = changedSources(claim, same)
      if (changed.length > 0)
        throw new MergeError(
          `${first.path} and ${other.path} are of other sources of ${claim.id}: from one to the other ${changed.join(', ')}; merge shards of one run`,
        )
    }
  }
}

function demandSameParts<Part extends Evidence['run'] | Evidence['engine']>(
  of: string,
  a: Part,
  b: Part,
  except: readonly string[],
  demandSame: (what: string, a: unknown, b: unknown) => void,
): void {
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
    if (!except.includes(key)) demandSame(`its ${of}${key}`, Reflect.get(a, key), Reflect.get(b, key))
}
