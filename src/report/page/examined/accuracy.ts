import { grouped } from '../../../judge/verdict/words.ts'
import type { ExaminedEvidence } from '../../../evidence/schema.ts'
import { html, type Content } from '../html.ts'

type Cell = ExaminedEvidence['accuracy'][number]

/** Errors by the size of scores and the number of tokens. */
export const accuracy = (cells: readonly Cell[]): Content =>
  cells.length === 0
    ? html`<p>No number was returned of which the definition says anything.</p>`
    : html`<p>Errors of the returned numbers, in units in the last place:</p>
        <div class="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">scores</th>
                <th scope="col">tokens</th>
                <th scope="col" class="number">numbers</th>
                <th scope="col" class="number">half at most</th>
                <th scope="col" class="number">99 % at most</th>
                <th scope="col" class="number">largest</th>
                <th scope="col" class="number">deviate</th>
                <th scope="col" class="number">infinite, NaN</th>
              </tr>
            </thead>
            <tbody>
              ${cells.map(
                (cell) =>
                  html`<tr${(cell.deviating > 0 || cell.nonFinite > 0) && html` class="doubtful"`}><th scope="row">${border('below', cell.scoresBelow)}</th><td>${border('up to', cell.tokensAtMost)}</td><td class="number">${grouped(cell.numbers)}</td><td class="number">${units(cell.median)}</td><td class="number">${units(cell.ninetyNine)}</td><td class="number">${units(cell.largest)}</td><td class="number">${grouped(cell.deviating)}</td><td class="number">${grouped(cell.nonFinite)}</td></tr>`,
              )}
            </tbody>
          </table>
        </div>`

const border = (word: string, to: Cell['scoresBelow']): string =>
  to === 'Infinity' ? 'more' : `${word} ${typeof to === 'number' ? grouped(to) : to}`
/** The least that is told apart is 2^-8. */
const units = (errors: number): string => (errors <= 2 ** -8 ? '0' : grouped(Number(errors.toPrecision(2))))
