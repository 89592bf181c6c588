import { grouped } from '../../../judge/verdict/words.ts'
import type { ExaminedEvidence } from '../../../evidence/schema.ts'
import { claimHolds } from '../../../examine/required.ts'
import { badge, verdictBadge } from '../badge.ts'
import { caseNumbers } from '../case-numbers.ts'
import { inputFigures } from '../claim/decisive-case.ts'
import { html, type Content } from '../html.ts'
import { holdsBadge } from './holds-badge.ts'

type Property = ExaminedEvidence['properties'][number]
type Returned = Exclude<Property['returned'], undefined | { notApplicable: string }>

/** What was found of a claim about the attention; nothing where it does not fit. */
export function propertyItem(row: Property): Content {
  const { claim, title, reals, returned, leftOut, notApplicable, error } = row
  if (notApplicable !== undefined) return undefined
  if (error !== undefined || !reals)
    return html`<li>
      ${badge(false, 'failed')} <b>${title}</b> <code>${claim}</code>: its own code failed: ${error}
    </li>`
  return html`<li>
    <p>
      ${holdsBadge(claimHolds({ ...row, reals }), 'holds', 'does not hold')} <b>${title}</b>
      <code>${claim}</code>
    </p>
    <p>Over the reals, of the definition: ${verdictBadge(reals.status)} ${reals.meaning}</p>
    ${returned && ('notApplicable' in returned ? html`<p>The returned numbers were not asked: ${returned.notApplicable}</p>` : returnedNumbers(returned, row))}
    ${leftOut && html`<p class="aside">${grouped(leftOut.cases)} of ${grouped(leftOut.of)} cases were left out: ${leftOut.reason}</p>`}
  </li>`
}

const returnedNumbers = ({ status, meaning, first }: Returned, row: Property): Content => [
  html`<p>In the returned numbers: <b>${status}</b>. ${meaning}${beyondText(row)}</p>`,
  first &&
    html`<details>
      <summary>Case ${first.case.index} of seed ${first.case.seed}, which does not satisfy it</summary>
      <div class="inner">
        ${inputFigures(first.shrunk)}
        ${!first.repeats && html`<p class="alarm">When it was asked again, it answered otherwise.</p>`}
        ${caseNumbers('Its numbers', first.shrunk, true)}
        ${caseNumbers('Its numbers as it was drawn', first.original, false)}
      </div>
    </details>`,
]

function beyondText({ beyondRounding }: Property): string {
  if (beyondRounding === true) return ' By more than rounding.'
  return beyondRounding === 'undecided' ? ' Whether by rounding is open.' : ''
}
