import Table from 'cli-table3'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { violatedOf } from '../judge/returned-numbers.ts'
import { attackText } from '../report/attack-text.ts'
import { notAsExpected } from '../report/not-as-expected.ts'
import { formatCount } from '../report/format-count.ts'
import { inOneLine } from '../report/visible.ts'

/** Widths of the columns before the meaning, each with a space either side. */
const FIXED = [10, 14, 9, 12, 11]
const NARROWEST = 17

/**
 * The verdicts as a table: a line for each claim, below it a row for each reading.
 *
 * @param columns the width of the terminal
 */
export function verdictTable(claims: readonly ClaimEvidence[], columns: number): string {
  const borders = FIXED.length + 2
  const meaning = Math.max(NARROWEST, columns - borders - FIXED.reduce((a, b) => a + b, 0))
  const table = new Table({
    head: [' reading', 'verdict', 'decided', 'consistent', 'undecided', 'what it means'],
    colWidths: [...FIXED, meaning],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
    wordWrap: true,
    style: { head: [], border: [] },
    chars: { mid: '', 'mid-mid': '', 'left-mid': '', 'right-mid': '' },
  })
  for (const claim of claims) {
    table.push([{ colSpan: 6, content: inOneLine(headline(claim)) }])
    for (const row of readings(claim)) table.push(row.map(inOneLine))
  }
  return separated(table.toString())
}

/** Lines between claims only: between all rows they would make the table twice as long. */
function separated(text: string): string {
  const width = text.indexOf('\n')
  return text.replace(/^┴+$/gm, `├${'─'.repeat(width - 2)}┤`).replace(/^┬+\n/gm, '')
}

/** The claim's line: whether it came out as expected, its id, and where it is from where that must be said. */
function headline(claim: ClaimEvidence): string {
  const reconstructed = claim.source.attribution === 'reconstructed' ? ' · reconstructed source' : ''
  const trouble = claim.asExpected ? '' : ` · ${notAsExpected(claim)}`
  return `${claim.asExpected ? '✓' : '✗'} ${claim.id}${reconstructed}${trouble}`
}

function readings(claim: ClaimEvidence): string[][] {
  const { verdict, cases } = claim
  const { reals, float32 } = verdict
  const rows = [
    [
      ' reals',
      reals.status,
      formatCount(cases.satisfied + cases.violated),
      formatCount(cases.consistent),
      formatCount(cases.undecided + cases.open),
      reals.meaning,
    ],
  ]
  if (float32) {
    const { satisfied, nonFinite, undecided } = float32.cases
    rows.push([
      ' float32',
      float32.status,
      formatCount(satisfied + violatedOf(float32.cases) + nonFinite),
      '',
      formatCount(undecided),
      float32.meaning,
    ])
  }
  const attacked = attackText(claim)
  if (attacked) rows.push([' attack', '', '', '', '', attacked])
  return rows
}
