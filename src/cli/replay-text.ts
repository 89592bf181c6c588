import Table from 'cli-table3'
import { fromHex } from '../arithmetic/hex-float.ts'
import type { Replay } from '../judge/replay.ts'

/** Most numbers of a row, and rows of an array, that are printed; `--json` has all. */
const MOST = 8

/** A replayed case, for people. */
export function replayText(replay: Replay): string {
  const { seed, index } = replay.case
  const lines = [`${replay.claim}, case ${index} of seed ${seed}`]
  if (replay.variant !== undefined) lines.push(`variant: ${replay.variant}`)
  lines.push(`subject: ${replay.subject}`)
  if (replay.distribution !== undefined) lines.push(`distribution: ${replay.distribution}`)
  for (const [name, { shape, data }] of Object.entries(replay.inputs)) {
    lines.push('', `${name} [${shape.join('×')}]`)
    lines.push(...matrix(rowsOf(data.map(fromHex), shape.at(-1) ?? 1)))
  }
  lines.push('', tiers(replay), `float32, the numbers as returned: ${replay.float32}`)
  for (const { tier, weights } of replay.tiers)
    if (weights) lines.push('', `weights (${tier})`, ...matrix(weights))
  return `${lines.join('\n')}\n`
}

function tiers(replay: Replay): string {
  const table = new Table({
    head: ['arithmetic', 'claim', 'margin', 'bound'],
    colAligns: ['left', 'left', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const { tier, truth, discarded, margin, bound } of replay.tiers)
    table.push([tier, discarded ? 'discarded' : truth, decimal(fromHex(margin)), decimal(fromHex(bound))])
  return table.toString()
}

function rowsOf(data: readonly number[], width: number): number[][] {
  if (width === 0) return []
  return Array.from({ length: data.length / width }, (_, i) => data.slice(i * width, (i + 1) * width))
}

function matrix(rows: readonly (readonly number[])[]): string[] {
  const lines = rows.slice(0, MOST).map((row) => {
    const more = row.length > MOST ? `  … ${row.length - MOST} more` : ''
    return `  ${row
      .slice(0, MOST)
      .map((x) => decimal(x).padStart(14))
      .join('')}${more}`
  })
  return rows.length > MOST ? [...lines, `  … ${rows.length - MOST} more rows`] : lines
}

/** A number with 7 digits; the exact one is in `--json`. */
const decimal = (x: number): string => (Object.is(x, -0) ? '-0' : String(Number(x.toPrecision(7))))
