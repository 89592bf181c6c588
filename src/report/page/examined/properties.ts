import type { ExaminedEvidence } from '../../../evidence/schema.ts'
import { html, type Content } from '../html.ts'
import { holdsBadge } from './holds-badge.ts'
import { implementationItem } from './implementation-item.ts'
import { propertyItem } from './property-item.ts'

/** What is required, the properties of implementations, the claims, and which of these do not fit. */
export const properties = ({ required, implementation, properties }: ExaminedEvidence): Content => [
  required.length > 0 &&
    html`<p>Required:</p>
      <ul>
        ${required.map(({ property, holds }) => html`<li>${holdsBadge(holds, 'holds', 'does not hold')} <code>${property}</code></li>`)}
      </ul>`,
  implementation.some(({ notApplicable }) => notApplicable === undefined) &&
    html`<h4>As an implementation</h4>
      <ul class="properties">
        ${implementation.map(implementationItem)}
      </ul>`,
  properties.some(({ notApplicable }) => notApplicable === undefined) &&
    html`<h4>Claims about it</h4>
      <ul class="properties">
        ${properties.map(propertyItem)}
      </ul>`,
  unfit([
    ...implementation.map(({ property, notApplicable }) => [property, notApplicable] as const),
    ...properties.map(({ claim, notApplicable }) => [claim, notApplicable] as const),
  ]),
]

/** What does not fit, by the reason. */
function unfit(rows: readonly (readonly [id: string, reason: string | undefined])[]): Content {
  const byReason = new Map<string, string[]>()
  for (const [id, reason] of rows)
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), id])
  if (byReason.size === 0) return undefined
  return html`<details>
    <summary>What does not fit this attention</summary>
    <dl class="facts">
      ${[...byReason].map(
        ([reason, ids]) =>
          html`<dt>${ids.join(', ')}</dt>
            <dd>${reason}</dd>`,
      )}
    </dl>
  </details>`
}
