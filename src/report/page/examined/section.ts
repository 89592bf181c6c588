import { grouped } from '../../../judge/verdict/words.ts'
import type { ExaminedEvidence } from '../../../evidence/schema.ts'
import { EMPTY_ROW_KINDS, EMPTY_ROW_WORDS } from '../../../examine/empty-row.ts'
import type { PageContext } from '../context.ts'
import { details } from '../details.ts'
import { html, type Content, type Html } from '../html.ts'
import { facts } from '../facts.ts'
import { accuracy } from './accuracy.ts'
import { deviation } from './deviation.ts'
import { properties } from './properties.ts'
import { holdsBadge } from './holds-badge.ts'

/** What was found about somebody's attention. */
export function examinedSection(found: ExaminedEvidence, page: PageContext): Html {
  const {
    subject,
    version,
    device,
    origin,
    gives,
    definition,
    declared,
    conforms,
    meaning,
    diagnosis,
    failed,
  } = found
  return html`<section aria-label="What was examined">
    <h2>${subject}</h2>
    ${facts({ version, device, 'answered by': origin, gives: gives.join(', '), 'said to be': `${definition}, in ${declared.precision}` })}
    ${failed && html`<p class="alarm"><b>It stopped answering</b> during the ${failed.during}: ${failed.message}. What was judged before stands here.</p>`}
    <h3>Is it what it is said to be? ${holdsBadge(conforms, 'conforms', 'does not conform')}</h3>
    <p>${meaning}</p>
    ${
      conforms === false &&
      (diagnosis.length > 0
        ? html`<ul>
            ${diagnosis.map(({ name, sentence }) => html`<li><code>${name}</code>: ${sentence}</li>`)}
          </ul>`
        : html`<p>No mistake that is known here explains every case.</p>`)
    }
    ${found.deviation && deviation(found.deviation, page)}
    ${details('What was compared', `${grouped(found.counts.numbers)} numbers of ${grouped(found.counts.lanes)} lanes`, compared(found))}
    <h3>How accurate is it?</h3>
    ${accuracy(found.accuracy)}
    <h3>Which properties has it?</h3>
    ${properties(found)}
  </section>`
}

function compared({ counts, families, declared }: ExaminedEvidence): Content {
  const empty = EMPTY_ROW_KINDS.filter((kind) => counts.emptyRows[kind] > 0)
  return html`${facts({
      lanes: grouped(counts.lanes),
      'lanes that deviate': grouped(counts.deviatingLanes),
      'lanes with infinities or NaN': grouped(counts.nonFiniteLanes),
      'numbers of which something is demanded': `${grouped(counts.compared)} of ${grouped(counts.numbers)}`,
      'numbers of which nothing is demanded': `${grouped(counts.unboundedNumbers)}, of these not finite: ${grouped(counts.unboundedNonFinite)}`,
      'queries without allowed keys': empty
        .map((kind) => `${EMPTY_ROW_WORDS[kind]} ${grouped(counts.emptyRows[kind])} times`)
        .join(', '),
      'meant there': declared.emptyRow && EMPTY_ROW_WORDS[declared.emptyRow],
    })}
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">family of inputs</th>
            <th scope="col" class="number">lanes</th>
            <th scope="col" class="number">deviate</th>
          </tr>
        </thead>
        <tbody>
          ${families.map(
            ({ family, lanes, deviatingLanes }) =>
              html`<tr>
                <th scope="row">${family}</th>
                <td class="number">${grouped(lanes)}</td>
                <td class="number">${grouped(deviatingLanes)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}
