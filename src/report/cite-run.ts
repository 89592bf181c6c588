import { grouped } from '../judge/verdict/words.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { missingOf } from '../recount/asked-run.ts'

/** The run that found something: this one, or the one from whose evidence a claim was taken over. */
export interface FoundBy {
  readonly version: string
  readonly commit: string | null
  readonly seed: number
  readonly engine: string
  readonly startedAt: string
}

/** The run that found what evidence says, of a claim or of all. */
export function foundBy({ run, engine }: Evidence, claim?: ClaimEvidence): FoundBy {
  const { version, commit, seed, startedAt } = run
  return (
    run.baselines?.find(({ digest }) => digest === claim?.baseline) ?? {
      ...{ version, commit, seed, startedAt },
      engine: `${engine.name} (${engine.device})`,
    }
  )
}

/** The program as it ran: its name, version and commit. */
export const programWords = ({ run }: Evidence, { version, commit }: FoundBy): string =>
  `${run.tool} ${version}${commit === null ? '' : `, commit ${commit}`}`

/** Where and by what evidence was found. */
export function runSentence(evidence: Evidence, claim?: ClaimEvidence): string {
  const found = foundBy(evidence, claim)
  const taken = claim?.baseline === undefined ? '' : `, taken over from the evidence ${claim.baseline}`
  const merged = evidence.run.shards ? `, merged from ${evidence.run.shards.length} shards` : ''
  return `Found with engine ${found.engine}; ${programWords(evidence, found)}; evidence ${evidence.digest ?? 'without a digest'}${merged}${taken}.`
}

/** What makes the whole run less than it could be; nothing where it is whole. */
export function incompleteSentences(evidence: Evidence): string[] {
  const { complete, run, claims } = evidence
  return [
    ...(complete && missingOf(evidence).length === 0
      ? []
      : [
          `This evidence judges ${grouped(claims.length)} of ${grouped(run.selected.length)} claims: the run had not ended when this was written, or could not judge the others.`,
        ]),
    ...(run.shard
      ? [
          `This is shard ${run.shard.number} of ${run.shard.of} alone, with its part of the cases and variants.`,
        ]
      : []),
  ]
}
