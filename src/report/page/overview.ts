import type { ClaimEvidence } from '../../evidence/schema.ts'
import { expectedBadge, verdictBadge } from './badge.ts'
import { html, type Content, type Html } from './html.ts'
import { percentAbove } from '../../judge/verdict/words.ts'

/** A claim with the name by which a link leads to it. */
export interface Anchored {
  readonly claim: ClaimEvidence
  readonly anchor: string
}

/** All claims in a table, and what chooses among them. */
export const overview = (claims: readonly Anchored[]): Html =>
  html`<section aria-label="Claims">
    <h2>Claims</h2>
    ${filters(claims.map(({ claim }) => claim))}
    <div class="wide">
      <table class="overview" data-part="overview">
        <thead>
          <tr>
            <th scope="col">claim</th>
            <th scope="col" class="spare">theme</th>
            <th scope="col" class="spare">kind</th>
            <th scope="col">over the reals</th>
            <th scope="col">in float32</th>
            <th scope="col" class="number">fails at most</th>
            <th scope="col">expected</th>
          </tr>
        </thead>
        <tbody>
          ${claims.map(row)}
        </tbody>
      </table>
    </div>
    <p data-part="none" hidden>No claim is left by these filters.</p>
  </section>`

const row = ({ claim, anchor }: Anchored): Content => {
  const { title, theme, kind, source, verdict, failureRateAtMost, asExpected } = claim
  const { float32 } = verdict
  return html`<tr
    data-row=""
    data-theme="${theme}"
    data-kind="${kind}"
    data-reals="${verdict.reals.status}"
    data-float32="${float32?.status ?? 'none'}"
    data-expected="${asExpected ? 'yes' : 'no'}"
  >
    <th scope="row">
      <a href="#${encodeURIComponent(anchor)}">${title}</a>
      <code>${claim.id}</code>
      ${source.attribution === 'reconstructed' && html`<span class="badge doubtful">reconstructed</span>`}
    </th>
    <td class="spare">${theme}</td>
    <td class="spare">${kind}</td>
    <td>${verdictBadge(verdict.reals.status)}</td>
    <td>${float32 ? verdictBadge(float32.status) : 'not asked'}</td>
    <td class="number">${failureRateAtMost ? percentAbove(failureRateAtMost.limit) : '–'}</td>
    <td>${expectedBadge(asExpected)}</td>
  </tr>`
}

/** They only appear where scripts run. */
function filters(claims: readonly ClaimEvidence[]): Html {
  const choices = (of: (claim: ClaimEvidence) => string): string[] => [...new Set(claims.map(of))].sort()
  return html`<form class="filters" data-part="filters" hidden aria-label="Filter the claims">
    <label>Text <input type="search" name="text" autocomplete="off" /></label>
    ${choice(
      'theme',
      'Theme',
      choices(({ theme }) => theme),
    )}
    ${choice(
      'kind',
      'Kind',
      choices(({ kind }) => kind),
    )}
    ${choice(
      'reals',
      'Over the reals',
      choices(({ verdict }) => verdict.reals.status),
    )}
    ${choice(
      'float32',
      'In float32',
      choices(({ verdict }) => verdict.float32?.status ?? 'none'),
    )}
    ${choice('expected', 'As expected', ['yes', 'no'])}
    <button type="reset">Clear</button>
    <output data-part="shown" aria-live="polite">${claims.length} claims</output>
  </form>`
}

const choice = (name: string, label: string, options: readonly string[]): Html =>
  html`<label
    >${label}
    <select name="${name}">
      <option value="">all</option>
      ${options.map((option) => html`<option value="${option}">${option}</option>`)}
    </select></label
  >`
