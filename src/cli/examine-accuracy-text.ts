import { grouped } from '../judge/verdict/words.ts'
import Table from 'cli-table3'
import type { ExaminedEvidence } from '../evidence/schema.ts'

type Cells = ExaminedEvidence['accuracy']
type Border = Cells[number]['scoresBelow']

/** Errors by the size of scores, and a picture of where it fails first. */
export function accuracyText(cells: Cells): string[] {
  if (cells.length === 0) return ['no number was returned of which the definition says anything']
  const tokens = [...new Set(cells.map(({ tokensAtMost }) => tokensAtMost))].sort(
    (a, b) => Number(a) - Number(b),
  )
  const table = new Table({
    head: ['scores', 'numbers', 'half', '99 %', 'largest', 'inf, NaN', tokens.map(upTo).join(' ')],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
    chars: { mid: '', 'mid-mid': '', 'left-mid': '', 'right-mid': '' },
  })
  for (const border of [...new Set(cells.map(({ scoresBelow }) => scoresBelow))]) {
    const row = cells.filter(({ scoresBelow }) => scoresBelow === border)
    const most = (of: 'median' | 'ninetyNine' | 'largest') => units(Math.max(...row.map((cell) => cell[of])))
    const sum = (of: 'numbers' | 'nonFinite') => grouped(row.reduce((total, cell) => total + cell[of], 0))
    table.push([
      below(border),
      sum('numbers'),
      most('median'),
      most('ninetyNine'),
      most('largest'),
      sum('nonFinite'),
      tokens.map((token) => letterOf(row, token).padEnd(upTo(token).length)).join(' '),
    ])
  }
  return [
    ...table.toString().split('\n'),
    'The last column is by the number of tokens: · honest, x deviates, N infinite or NaN. Half and 99 % are those of the',
    'worst number of tokens.',
  ]
}

function letterOf(row: Cells, token: Border): string {
  const cell = row.find(({ tokensAtMost }) => tokensAtMost === token)
  if (!cell) return ' '
  return cell.nonFinite > 0 ? 'N' : cell.deviating > 0 ? 'x' : '·'
}

const below = (border: Border): string => (border === 'Infinity' ? 'larger' : `< ${border}`)
const upTo = (border: Border): string => (border === 'Infinity' ? 'more' : `≤${border}`)
/** The least that is told apart is 2^-8. */
const units = (errors: number): string => (errors <= 2 ** -8 ? '0' : String(Number(errors.toPrecision(2))))
