import { partOf } from '../../judge/shard.ts'
import { MergeError } from './merge-error.ts'
import type { ShardFile } from './shard-file.ts'

/** Missing shards that are named. */
const NAMED = 10

/**
 * The files of shards in the order of their cases.
 *
 * @throws {MergeError} when cases are in two of them, or in none
 */
export function wholeDivision(files: readonly ShardFile[]): ShardFile[] {
  const [first] = files
  const { of } = first.shard
  const other = files.find(({ shard }) => shard.of !== of)
  if (other)
    throw new MergeError(
      `${inWords(first)} and ${inWords(other)} divide their runs into other numbers of shards, so their cases overlap or leave gaps; merge all shards of one division`,
    )
  const sorted = files.toSorted((a, b) => a.shard.number - b.shard.number)
  const twice = sorted.find(({ shard }, i) => shard.number === sorted[i - 1]?.shard.number)
  if (twice) {
    const before = sorted.find(({ shard }) => shard.number === twice.shard.number)!
    throw new MergeError(
      `${inWords(before)} and ${inWords(twice)} overlap: both hold ${casesOf(first, twice.shard.number)}; give each shard once`,
    )
  }
  const there = new Set(sorted.map(({ shard }) => shard.number))
  const missing: number[] = []
  for (let number = 1; number <= of && missing.length < NAMED; number++)
    if (!there.has(number)) missing.push(number)
  if (missing.length > 0) {
    const more = of - there.size - missing.length
    throw new MergeError(
      `there is a gap: no file is shard ${missing.join(', ')}${more > 0 ? ` and ${more} more` : ''} of ${of}, which holds ${casesOf(first, missing[0])}; run it with --shard ${missing[0]}/${of}`,
    )
  }
  return sorted
}

const inWords = ({ path, shard }: ShardFile): string => `${path} (shard ${shard.number}/${shard.of})`

/** The cases of a shard of the same run as another, of its first claim. */
function casesOf({ evidence, shard }: ShardFile, number: number): string {
  const [claim] = evidence.claims
  if (!claim?.range.of) return 'its part of the cases'
  const { from, to } = partOf({ number, of: shard.of }, claim.range.of)
  return `cases ${from} to ${to} of ${claim.id}${evidence.claims.length > 1 ? ', and those of the other claims' : ''}`
}
