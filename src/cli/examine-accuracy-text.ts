import Table from 'cli-table3'
import type { ExaminedEvidence } from '../evidence/schema.ts'
import { formatCount } from './format-count.ts'

type Cells = ExaminedEvidence['accuracy']

/** Errors by the size of scores, and a picture of where it fails first. */
export function accuracyText(cells: Cells): string[] {
  if (cells.length === 0) return ['no number was returned of which the definition says anything']
  const table = new Table({
    head: ['scores', 'tokens', 'numbers', 'half', '99 %', 'largest', 'inf, NaN'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
    chars: { mid: '', 'mid-mid': '', 'left-mid': '', 'right-mid': '' },
  })
  for (const cell of cells)
    table.push([
      below(cell.scoresBelow),
      upTo(cell.tokensAtMost),
      formatCount(cell.numbers),
      units(cell.median),
      units(cell.ninetyNine),
      units(cell.largest),
      formatCount(cell.nonFinite),
    ])
  return [...table.toString().split('\n'), ...picture(cells)]
}

/** A letter for each range of scores and tokens. */
function picture(cells: Cells): string[] {
  const tokens = [...new Set(cells.map(({ tokensAtMost }) => tokensAtMost))].sort(
    (a, b) => Number(a) - Number(b),
  )
  const scores = [...new Set(cells.map(({ scoresBelow }) => scoresBelow))]
  const letter = (score: Cells[number]['scoresBelow'], token: Cells[number]['tokensAtMost']): string => {
    const cell = cells.find((each) => each.scoresBelow === score && each.tokensAtMost === token)
    if (!cell) return ' '
    return cell.nonFinite > 0 ? 'N' : cell.deviating > 0 ? 'x' : '·'
  }
  return [
    `where it fails (tokens: ${tokens.map(upTo).join(' | ')}):  · honest  x deviates  N infinite or NaN`,
    ...scores.map(
      (score) => `  ${below(score).padEnd(14)} ${tokens.map((token) => letter(score, token)).join(' ')}`,
    ),
  ]
}

const below = (border: number | string): string => (border === 'Infinity' ? 'larger' : `< ${border}`)
const upTo = (border: number | string): string => (border === 'Infinity' ? 'more' : `≤ ${border}`)
const units = (errors: number): string => String(Number(errors.toPrecision(2)))
