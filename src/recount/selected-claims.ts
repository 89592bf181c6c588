import type { Discovered } from '../claim/discover.ts'
import type { Evidence } from '../evidence/schema.ts'

/** Whether a file holds the claims that its run was asked for, and a run of all claims those on disk. */
export function checkSelection({ run, claims, complete }: Evidence, found: Discovered): string[] {
  const wrong: string[] = []
  const ids = claims.map(({ id }) => id)
  if (new Set(ids).size < ids.length) wrong.push('a claim stands in it twice')
  const missing = run.selected.filter((id) => !ids.includes(id))
  if (complete && missing.length > 0)
    wrong.push(`${missing.join(', ')} is missing, although the run is complete`)
  const more = ids.filter((id) => !run.selected.includes(id))
  if (more.length > 0) wrong.push(`${more.join(', ')} was not asked for`)
  if (/^assay verify( --(engine|seed|cases|out|threads|batch) \S+)*$/.test(run.command)) {
    const left = found.claims.filter(({ claim }) => !run.selected.includes(claim.id))
    if (left.length > 0)
      wrong.push(
        `all claims were asked for, and ${left.map(({ claim }) => claim.id).join(', ')} is not among them`,
      )
  }
  return wrong
}
