import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { verdictBadge } from '../badge.ts'
import { html, type Content } from '../html.ts'

/** What was found about a claim: a verdict for each reading with its sentence, and what was expected. */
export const verdicts = ({ verdict: { reals, float32 }, expect }: ClaimEvidence): Content =>
  html`<div class="readings">
    ${reading('Over the reals', 'of the statement as mathematics', reals, expect.reals)}
    ${float32 && reading('In float32', 'of the numbers that the engine returned', float32, expect.float32)}
  </div>`

const reading = (
  title: string,
  of: string,
  { status, meaning }: ClaimEvidence['verdict']['reals'],
  expected: string | undefined,
): Content =>
  html`<section class="reading ${status}">
    <h4>${title} ${verdictBadge(status)}</h4>
    <p class="aside">${of}; expected: ${expected ?? 'nothing'}</p>
    <p>${meaning}</p>
  </section>`
