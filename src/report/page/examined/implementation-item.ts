import type { ExaminedEvidence } from '../../../evidence/schema.ts'
import { badge } from '../badge.ts'
import { html, type Content } from '../html.ts'
import { holdsBadge } from './holds-badge.ts'

/** What was found of a property that only implementations have; nothing where it does not fit. */
export function implementationItem(row: ExaminedEvidence['implementation'][number]): Content {
  const { property, title, statement, holds, beyondRounding, meaning, notApplicable, failed } = row
  if (notApplicable !== undefined) return undefined
  if (failed !== undefined)
    return html`<li>
      ${badge(false, 'failed')} <b>${title}</b> <code>${property}</code>: it failed to answer: ${failed}
    </li>`
  const found =
    holds === false && beyondRounding === false
      ? html`<span class="badge consistent">but for rounding</span>`
      : holdsBadge(
          holds === true ? true : beyondRounding === true ? false : 'undecided',
          'holds',
          'does not hold',
        )
  return html`<li>${found} <b>${title}</b> <code>${property}</code><br />${statement} ${meaning}</li>`
}
