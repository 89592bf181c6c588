import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { fromHex } from '../../../program/hex-float.ts'
import { roundUp } from '../../../statistics/round-outward.ts'
import { countsBar, type Counts } from '../counts-bar.ts'
import { html, type Content } from '../html.ts'
import { grouped, percentAbove } from '../../../judge/verdict/words.ts'

type Cases = Pick<
  ClaimEvidence['cases'],
  'satisfied' | 'consistent' | 'violated' | 'undecided' | 'open' | 'discarded'
>

const RELATIONS = { atLeast: 'at least', atMost: 'at most', equals: 'exactly' }

/** Cases by what became of them. */
export const countsOf = ({ satisfied, consistent, violated, undecided, open, discarded }: Cases): Counts =>
  Object.entries({ satisfied, consistent, violated, undecided, open, discarded })

/** How many cases came out how, over the reals and in float32, and which limits follow. */
export function counts(claim: ClaimEvidence): Content {
  const { cases, verdict, probability, range } = claim
  const float32 = verdict.float32?.cases
  const inFloat32: Counts = float32
    ? [
        ['satisfied', float32.satisfied],
        ['violated', float32.violated.rounding + float32.violated.statement + float32.violated.unexplained],
        ['undecided', float32.undecided],
        ['not finite', float32.nonFinite],
        ['discarded', float32.discarded],
      ]
    : []
  return html` ${countsTable([['over the reals', countsOf(cases)], ...(float32 ? [['in float32', inFloat32] as const] : [])])}
    <ul>
      <li>
        Cases ${grouped(range.from)} to ${grouped(range.to)} of the seed, the last one
        excluded${range.of && `, of ${grouped(range.of.from)} to ${grouped(range.of.to)} that all shards try`}.
        Decided by ${tiersText(cases.byTier)}.
      </li>
      ${float32 && html`<li>Float32 violations: ${grouped(float32.violated.rounding)} by rounding, ${grouped(float32.violated.statement)} where the statement is false too, ${grouped(float32.violated.unexplained)} of unknown reason.</li>`}
      <li>
        ${grouped(claim.rechecked.cases)} cases that the device decided were decided again by enclosures;
        ${grouped(claim.rechecked.open)} stayed open, ${grouped(claim.rechecked.contradictions.length)} came
        out opposite.
      </li>
      ${cases.byForm > 0 && html`<li>${grouped(cases.byForm)} are satisfied for all inputs of their shapes, and tested nothing.</li>`}
      ${limitItems(claim)}
      ${probability && html`<li>${grouped(probability.events)} events in ${grouped(probability.draws)} draws, ${grouped(probability.undecided)} undecided: the probability lies in [${probability.lower}, ${probability.upper}], each limit with confidence ${probability.confidence}. Claimed: ${RELATIONS[probability.relation]} ${probability.bound}, from ${probability.formula}.</li>`}
    </ul>
    ${undecided(claim)}`
}

function limitItems({ failureRateAtMost, apartAtMost, sample, demand }: ClaimEvidence): Content {
  return [
    failureRateAtMost
      ? html`<li>
          It fails with probability below ${percentAbove(failureRateAtMost.limit)} on these inputs, with
          confidence ${failureRateAtMost.confidence}: ${grouped(sample.satisfied)} of ${grouped(sample.cases)}
          cases of the sample are certainly satisfied, all others counted as failures. Demanded:
          ${percentAbove(demand)}.
        </li>`
      : html`<li>
          There is no limit on its failures. Demanded of a supported claim: ${percentAbove(demand)}.
        </li>`,
    apartAtMost &&
      html`<li>
        The sides of an equality are off by more than ${roundUp(fromHex(apartAtMost.width), 3)} with
        probability below ${percentAbove(apartAtMost.limit)}, with confidence ${apartAtMost.confidence}.
      </li>`,
  ]
}

const tiersText = (byTier: ClaimEvidence['cases']['byTier']): string => {
  const there = Object.entries(byTier).filter(([, count]) => count > 0)
  return there.map(([tier, count]) => `${tier} ${grouped(count)}`).join(', ') || 'nobody'
}

function undecided({ undecided }: ClaimEvidence): Content {
  if (undecided.length === 0) return undefined
  const shown = undecided.slice(0, 20).map(({ index }) => index)
  return html`<p>
    Undecided cases: ${shown.join(', ')}${undecided.length > 20 && ` and ${undecided.length - 20} more`}.
  </p>`
}

/** Rows of counts, each with its bar. */
export function countsTable(
  rows: readonly (readonly [name: string, counts: Counts, aside?: Content])[],
  of?: string,
): Content {
  const names = [
    ...new Set(rows.flatMap(([, counts]) => counts.filter(([, n]) => n > 0).map(([name]) => name))),
  ]
  const most = Math.max(1, ...rows.map(([, counts]) => counts.reduce((sum, [, n]) => sum + n, 0)))
  const asides = rows.some(([, , aside]) => aside !== undefined)
  return html`<div class="wide">
    <table class="counts">
      <thead>
        <tr>
          <th scope="col">${of ?? 'cases'}</th>
          ${names.map((name) => html`<th scope="col" class="number"><span class="key ${className(name)}" aria-hidden="true"></span>${name}</th>`)}
          <th scope="col">shares</th>
          ${asides && html`<th scope="col">fails at most</th>`}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, counts, aside]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${names.map((column) => html`<td>${grouped(counts.find(([of]) => of === column)?.[1] ?? 0)}</td>`)}
              <td>
                ${countsBar(
                  counts.map(([name, n]) => [className(name), n]),
                  most,
                )}
              </td>
              ${asides && html`<td>${aside ?? 'no limit'}</td>`}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
const className = (name: string): string => name.replace(' ', '-')
