import type { Evidence } from '../../../evidence/schema.ts'

/** Claims that are named. */
const NAMED = 50

/** What makes evidence less than it seems. @param doubt why the file is not to be believed */
export function warnings(
  { run, claims, complete, examined }: Evidence,
  doubt: string | undefined,
): (readonly [title: string, text: string])[] {
  const found: (readonly [string, string])[] = []
  if (doubt !== undefined) found.push(['Do not believe this file', `${doubt}.`])
  if (run.shard)
    found.push([
      `Shard ${run.shard.number} of ${run.shard.of}`,
      'a part of the cases and variants was tried; `assay merge` puts all parts together, and what is found stands there.',
    ])
  if (!complete)
    found.push([
      'Incomplete',
      examined ? 'the examination did not come to its end.' : 'the run was interrupted, or still goes on.',
    ])
  const there = new Set(claims.map(({ id }) => id))
  const missing = run.selected.filter((id) => !there.has(id))
  if (missing.length > 0) {
    const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : ''
    found.push(['Asked for, and not here', `${missing.slice(0, NAMED).join(', ')}${more}.`])
  }
  return found
}
