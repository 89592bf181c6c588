import Table from 'cli-table3'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { isDefect } from '../judge/contradiction-error.ts'
import { inWords } from '../judge/failure.ts'
import { agrees } from '../judge/expectation.ts'
import { violatedOf } from '../judge/returned-numbers.ts'
import { attackText } from './attack-text.ts'
import { formatCount } from './format-count.ts'
import { inOneLine } from './visible.ts'

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

/** Why a claim is not as expected, in a few words. */
function notAsExpected(claim: ClaimEvidence): string {
  const { expect, verdict, rechecked, nondeterminism, controls, ablations, restrictions, mutants, error } =
    claim
  if (error) return isDefect(error) ? 'tiers contradict each other' : 'its predicate failed'
  if (rechecked.contradictions.length > 0 || nondeterminism.some(({ reading }) => reading === 'reals'))
    return 'tiers contradict each other'
  const failed = [...controls, ...ablations, ...restrictions, ...mutants].find((variant) => variant.error)
  if (failed?.error) return `"${failed.name}" failed${inWords(failed.error)}`
  const survivor = [...controls, ...ablations].find((variant) => !variant.refuted)
  if (survivor) return `not refuted: ${survivor.name}`
  const fallen = restrictions.find((variant) => variant.refuted)
  if (fallen) return `refuted: ${fallen.name}`
  const mutant = mutants.find(({ refuted, sharp }) => refuted !== sharp)
  if (mutant) return `${mutant.sharp ? 'not sharp' : 'sharp'}: ${mutant.name}`
  const uncovered = claim.inputs.coverage.find(({ met }) => !met)
  if (uncovered) return `not covered: ${uncovered.name}`
  const reading = (['reals', 'float32'] as const).find(
    (name) => expect[name] && !agrees(verdict[name]?.status ?? '', expect[name]),
  )
  return reading ? `expected of ${reading}: ${expect[reading]}` : 'not as expected'
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
