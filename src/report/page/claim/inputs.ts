import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { countsBar } from '../counts-bar.ts'
import { html, type Content } from '../html.ts'
import { grouped, percentAbove } from '../../../judge/verdict/words.ts'
import { countsOf, countsTable } from './counts.ts'
import { shapePlots } from './shape-plots.ts'

type Inputs = ClaimEvidence['inputs']
type Member = ClaimEvidence['members'][number]

/** What was drawn: distributions with how their cases came out, shapes, regions that had to be covered. */
export function inputs({ inputs: { shapes, distributions, coverage }, members }: ClaimEvidence): Content {
  const told = new Set(members.filter(({ of }) => of === 'distribution').map(({ name }) => name))
  return [
    membersTable(members, 'subject'),
    membersTable(members, 'distribution'),
    drawnTable(Object.entries(distributions).filter(([name]) => !told.has(name))),
    shapePlots(shapes),
    coverageTable(coverage),
  ]
}

function membersTable(members: readonly Member[], of: Member['of']): Content {
  const rows = members.filter((member) => member.of === of)
  const limit = ({ failureRateAtMost }: Member): Content =>
    failureRateAtMost === null ? undefined : percentAbove(failureRateAtMost)
  return (
    rows.length > 0 &&
    countsTable(
      rows.map((member) => [member.name, countsOf(member.cases), limit(member)] as const),
      of,
    )
  )
}

/** Distributions of which only is known how many cases they gave. */
function drawnTable(drawn: readonly (readonly [name: string, count: number])[]): Content {
  if (drawn.length === 0) return undefined
  const most = Math.max(1, ...drawn.map(([, count]) => count))
  return html`<div class="wide">
    <table class="counts">
      <thead>
        <tr>
          <th scope="col">distribution</th>
          <th scope="col" class="number">cases</th>
          <th scope="col">share</th>
        </tr>
      </thead>
      <tbody>
        ${drawn.map(
          ([name, count]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="number">${grouped(count)}</td>
              <td>${countsBar([['drawn', count]], most)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function coverageTable(coverage: Inputs['coverage']): Content {
  if (coverage.length === 0) return undefined
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th scope="col">region that had to be covered</th>
          <th scope="col" class="number">reached</th>
          <th scope="col" class="number">of</th>
          <th scope="col" class="number">at least</th>
          <th scope="col">met</th>
        </tr>
      </thead>
      <tbody>
        ${coverage.map(
          ({ name, reached, cases, atLeast, met }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="number">${grouped(reached)}</td>
              <td class="number">${grouped(cases)}</td>
              <td class="number">${Number((100 * atLeast).toPrecision(4))} %</td>
              <td>${met ? 'yes' : 'NO'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
