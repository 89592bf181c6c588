import type { ClaimEvidence } from '../evidence/schema.ts'
import { agrees } from '../judge/expectation.ts'
import { failureLimit } from '../judge/verdict/limits.ts'
import { grouped, percentAbove, percentBelow } from '../judge/verdict/words.ts'
import { failedClaim } from '../report/failed-claim.ts'
import { inOneLine } from '../report/visible.ts'
import { abridged } from './abridged.ts'
import type { Colour, Paint } from './paint.ts'
import { wrapped } from './wrapped.ts'

/** Columns after the claim's own, the least important last. */
const COLUMNS = ['reals', 'float32', 'decided', 'limit'] as const
/** So much of an id is to be seen, or a column goes. */
const LEAST_ID = 24
const GAP = '  '
/** Where there is nothing to say. */
const NONE = '–'
/** Behind the id of a claim that is not of who states it in these words. */
const RECONSTRUCTED = ' †'
const CONFIRM = '† reconstructed: confirm its wording and its constants before you cite it'
const LIMIT = 'limit: of the probability of a failure (<), or of the event (≤, ≥, to)'

interface Cell {
  readonly text: string
  readonly colour?: Colour
}

/**
 * The verdicts as a table: one line for each claim.
 *
 * @param columns the width of the terminal; where it is too narrow, the last columns are left out
 * @returns lines
 */
export function verdictTable(claims: readonly ClaimEvidence[], columns: number, paint: Paint): string[] {
  const head = COLUMNS.map((text) => ({ text }))
  const rows = claims.map((claim) => ({ ...named(claim), cells: cellsOf(claim) }))
  const widths = COLUMNS.map((_, i) =>
    Math.max(...[head, ...rows.map(({ cells }) => cells)].map((cells) => cells[i].text.length)),
  )
  const roomFor = (shown: number): number =>
    columns - 2 - widths.slice(0, shown).reduce((sum, width) => sum + GAP.length + width, 0)
  const longest = Math.max('claim'.length, ...rows.map(({ id, sign }) => id.length + sign.length))
  const shown = [4, 3, 2].find((count) => roomFor(count) >= Math.min(longest, LEAST_ID)) ?? 2
  const room = Math.max(8, Math.min(longest, roomFor(shown)))
  const line = (cells: readonly Cell[]): string =>
    cells
      .slice(0, shown)
      .map(({ text, colour }, i) => {
        const padded = i < 2 ? text.padEnd(widths[i]) : text.padStart(widths[i])
        return GAP + (colour ? paint(colour, padded) : padded)
      })
      .join('')
  const notes = [
    ...(shown === COLUMNS.length && rows.some(({ cells }) => cells[3].text !== NONE) ? [LIMIT] : []),
    ...(rows.some(({ sign }) => sign !== '') ? [CONFIRM] : []),
  ]
  return [
    paint('dim', `  ${'claim'.padEnd(room)}${line(head)}`.trimEnd()),
    ...rows.map(({ mark, id, sign, cells }) =>
      `${paint(mark.colour, mark.text)} ${(abridged(id, room - sign.length) + sign).padEnd(room)}${line(cells)}`.trimEnd(),
    ),
    ...notes.flatMap((note) => wrapped(note, columns, '  ')).map((note) => paint('dim', note)),
  ]
}

function named(claim: ClaimEvidence) {
  const { id, source } = claim
  return {
    id: inOneLine(id),
    sign: source.attribution === 'reconstructed' ? RECONSTRUCTED : '',
    mark: markOf(claim),
  }
}

/** Whether a claim came out as expected, or cannot be told for want of cases. */
export function markOf(claim: ClaimEvidence): Required<Cell> {
  if (claim.asExpected) return { text: '✓', colour: 'green' }
  return failedClaim(claim).lacks ? { text: '?', colour: 'yellow' } : { text: '✗', colour: 'red' }
}

function cellsOf(claim: ClaimEvidence): Cell[] {
  const { verdict, expect, cases } = claim
  const status = (reading: 'reals' | 'float32'): Cell => {
    const found = verdict[reading]
    const text = found?.status ?? NONE
    const expected = expect[reading]
    if (agrees(text, expected)) return { text }
    return { text, colour: found?.lacks?.what === 'cases' ? 'yellow' : 'red' }
  }
  return [
    status('reals'),
    status('float32'),
    { text: grouped(cases.satisfied + cases.violated) },
    { text: limitOf(claim) },
  ]
}

/** The limit over the reals that the verdict rests on; a dash where it rests on none. */
function limitOf(claim: ClaimEvidence): string {
  const { kind, verdict, failureRateAtMost, apartAtMost, probability } = claim
  const { status } = verdict.reals
  if (probability) {
    const { relation, lower, upper } = probability
    if (relation === 'equals') return `${percentBelow(lower)} to ${percentAbove(upper)}`
    return relation === 'atMost' ? `≤ ${percentAbove(upper)}` : `≥ ${percentBelow(lower)}`
  }
  if (status === 'consistent' && apartAtMost) return `< ${percentAbove(apartAtMost.limit)}`
  if (failureRateAtMost) return `< ${percentAbove(failureRateAtMost.limit)}`
  if (kind === 'exists' && status === 'supported') return `< ${percentAbove(failureLimit(claim))}`
  return NONE
}
