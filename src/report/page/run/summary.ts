import type { Evidence } from '../../../evidence/schema.ts'
import { formatCount } from '../../format-count.ts'
import { html, type Content, type Html } from '../html.ts'

/** What the page is about and found, at its head. @param doubt why the file is not to be believed */
export function summary(
  { run, engine, claims, complete, examined }: Evidence,
  doubt: string | undefined,
): Html {
  const fine = claims.filter(({ asExpected }) => asExpected).length
  const missing = run.selected.filter((id) => !claims.some((claim) => claim.id === id))
  return html` <p class="lead">
      ${run.tool} ${run.version} on engine ${engine.name}, ${engine.device}, seed ${run.seed},
      ${run.startedAt.slice(0, 10)}.
    </p>
    ${claims.length > 0 && html`<p class="lead"><b>${formatCount(fine)} of ${formatCount(claims.length)} claims are as expected</b>: over the reals ${statusText(claims)}.</p>`}
    ${examined && html`<p class="lead"><b>${examined.subject}</b> was examined; said to be ${examined.definition}.</p>`}
    ${doubt !== undefined && html`<p class="alarm"><b>Do not believe this file:</b> ${doubt}.</p>`}
    ${!complete && incomplete(missing, examined !== undefined)}`
}

function statusText(claims: Evidence['claims']): string {
  const counts = new Map<string, number>()
  for (const { verdict } of claims)
    counts.set(verdict.reals.status, (counts.get(verdict.reals.status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${formatCount(count)} ${status}`).join(', ')
}

const incomplete = (missing: readonly string[], examined: boolean): Content =>
  examined
    ? html`<p class="alarm"><b>Incomplete:</b> the examination did not come to its end.</p>`
    : html`<p class="alarm">
        <b>Incomplete:</b> the run was interrupted, or still goes on.
        ${missing.length > 0 ? `Nothing is here of what was asked for beside: ${missing.join(', ')}.` : 'All claims that were asked for are here.'}
      </p>`
