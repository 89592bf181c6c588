import { grouped } from '../../../judge/verdict/words.ts'
import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { expectedBadge } from '../badge.ts'
import type { PageContext } from '../context.ts'
import { details } from '../details.ts'
import { html, type Html } from '../html.ts'
import { counts } from './counts.ts'
import { decisiveCases } from './decisive-cases.ts'
import { inputs } from './inputs.ts'
import { lines } from './lines.ts'
import { note } from './note.ts'
import { source } from './source.ts'
import { tightness } from './tightness.ts'
import { unexpected } from './unexpected.ts'
import { variants } from './variants.ts'
import { verdicts } from './verdicts.ts'

/** All that the evidence says of one claim. @param anchor by which links lead to it */
export function claimArticle(claim: ClaimEvidence, anchor: string, page: PageContext): Html {
  const { id, title, statement, theme, kind, range, asExpected } = claim
  return html`<article id="${anchor}" tabindex="-1" data-claim="">
    <h3>
      ${title} <a class="permalink" href="#${encodeURIComponent(anchor)}" aria-label="Link to ${id}">#</a>
    </h3>
    <p class="tags">
      <code>${id}</code> <span>${theme}</span> <span>${kind}</span> ${expectedBadge(asExpected)}
    </p>
    <div class="statement">${page.typesetter.formula(statement, true)}</div>
    ${source(claim)} ${verdicts(claim)} ${unexpected(claim, page.engine)} ${decisiveCases(claim, page)}
    ${details('Cases and limits', `${grouped(range.to - range.from)} cases`, counts(claim))}
    ${details('Controls and other variants', variantsAside(claim), variants(claim, page))}
    ${details('How tight', undefined, tightness(claim))}
    ${details('Inputs', inputsAside(claim), inputs(claim))} ${note(claim, page)}
    ${details('Replay and cite', undefined, lines(claim, page))}
  </article>`
}

function variantsAside({ controls, ablations, mutants, restrictions }: ClaimEvidence): string {
  const fallen = [...controls, ...ablations, ...mutants]
  const stands = restrictions.filter(
    ({ refuted, outOfTime, error }) => !refuted && !outOfTime && !error,
  ).length
  const parts = [`${fallen.filter(({ refuted }) => refuted).length} of ${fallen.length} refuted`]
  if (restrictions.length > 0) parts.push(`${stands} of ${restrictions.length} restrictions stand`)
  return parts.join(', ')
}

const inputsAside = ({ inputs: { distributions, shapes } }: ClaimEvidence): string =>
  `distributions: ${Object.keys(distributions).length}; combinations of shapes: ${shapes.length}`
