import { grouped } from '../../../judge/verdict/words.ts'
import type { Evidence } from '../../../evidence/schema.ts'
import { html, type Content, type Html } from '../html.ts'
import { warnings } from './warnings.ts'

/** What the page is about and found, at its head. @param doubt why the file is not to be believed */
export function summary(evidence: Evidence, doubt: string | undefined): Html {
  const { run, engine, claims, examined } = evidence
  const fine = claims.filter(({ asExpected }) => asExpected).length
  const share = `${grouped(fine)} of ${grouped(claims.length)}`
  return html`<p class="lead">
      ${run.tool} ${run.version} on engine ${engine.name}, ${engine.device}, seed ${run.seed},
      ${run.startedAt.slice(0, 10)}.
    </p>
    ${claims.length > 0 && html`<p class="lead"><b>${share} claims are as expected</b>: over the reals ${statusText(claims)}.</p>`}
    ${examined && html`<p class="lead"><b>${examined.subject}</b> was examined; said to be ${examined.definition}.</p>`}
    ${warnings(evidence, doubt).map(([title, text]) => html`<p class="alarm"><b>${title}:</b> ${text}</p>`)}`
}

function statusText(claims: Evidence['claims']): Content {
  const counts = new Map<string, number>()
  for (const { verdict } of claims)
    counts.set(verdict.reals.status, (counts.get(verdict.reals.status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${grouped(count)} ${status}`).join(', ')
}
