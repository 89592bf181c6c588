import type { ClaimEvidence, Evidence } from '../../evidence/schema.ts'
import { differencesOfClaim } from './claim-diff.ts'
import { conditionsOf } from './conditions.ts'
import { paired, type Difference } from './difference.ts'
import { differencesOfExamined } from './examined-diff.ts'

/** A claim that stands in one of two files only. */
export interface Alone {
  readonly id: string
  readonly reals: string
  readonly asExpected: boolean
}

/** Which run a file of evidence is of. */
type RunHead = Pick<Evidence['run'], 'version' | 'commit' | 'seed' | 'startedAt'> & {
  readonly engine: string
  readonly digest: string | null
}

/** In which two files of evidence differ. */
export interface EvidenceDiff {
  readonly old: RunHead
  readonly new: RunHead
  /** What the runs differ in apart from what they found: a verdict may have changed for that reason. */
  readonly conditions: readonly Difference[]
  /** Claims of both that differ, with all in which they do. */
  readonly claims: readonly { readonly id: string; readonly differences: readonly Difference[] }[]
  readonly added: readonly Alone[]
  /** Each is a regression. */
  readonly lost: readonly Alone[]
  readonly unchanged: number
  /** In which what was examined differs, where both are examinations. */
  readonly examined: readonly Difference[] | null
  readonly regressions: number
}

/**
 * Compares two files of evidence. A regression is a status that differs and is not stronger, or of which nothing is said
 * any more; numbers are none, whatever became of them.
 *
 * @param now of claims where the old one is, of an examination where the old one is
 */
export function evidenceDiff(old: Evidence, now: Evidence): EvidenceDiff {
  const claims = paired(old.claims, now.claims, ({ id }) => id)
  const both = claims.flatMap(({ name, old: before, new: after }) =>
    before && after ? [{ id: name, differences: differencesOfClaim(before, after) }] : [],
  )
  const differing = both.filter(({ differences }) => differences.length > 0)
  const lost = claims.flatMap((each) => (each.old && !each.new ? [alone(each.old)] : []))
  const examined = old.examined && now.examined ? differencesOfExamined(old.examined, now.examined) : null
  const all = [...differing.flatMap(({ differences }) => differences), ...(examined ?? [])]
  return {
    old: headOf(old),
    new: headOf(now),
    conditions: conditionsOf(old, now),
    claims: differing,
    added: claims.flatMap((each) => (each.new && !each.old ? [alone(each.new)] : [])),
    lost,
    unchanged: both.length - differing.length,
    examined,
    regressions: lost.length + all.filter(({ change }) => change === 'regression').length,
  }
}

const headOf = ({ run, engine, digest }: Evidence): RunHead => {
  const { version, commit, seed, startedAt } = run
  return { version, commit, seed, startedAt, engine: engine.name, digest: digest ?? null }
}

const alone = ({ id, verdict, asExpected }: ClaimEvidence): Alone => ({
  id,
  reals: verdict.reals.status,
  asExpected,
})
