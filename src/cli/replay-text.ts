import Table from 'cli-table3'
import { fromHex } from '../program/hex-float.ts'
import type { Replay, ReplayedCase } from '../judge/replay-case.ts'

/** Most numbers of a row, and rows of an array, that are printed; `--json` has all. */
const MOST = 8

/** A replayed case, for people. */
export function replayText(replay: Replay): string {
  const { seed, index } = replay.case
  const lines = [`${replay.claim}, case ${index} of seed ${seed}`]
  if (replay.variant !== undefined) lines.push(`variant: ${replay.variant}`)
  lines.push(`subject: ${replay.subject}`)
  if (replay.distribution !== undefined) lines.push(`distribution: ${replay.distribution}`)
  lines.push(...caseText(replay))
  if (replay.shrunk) lines.push('', '── shrunk ──', ...caseText(replay.shrunk))
  for (const what of replay.missing) lines.push('', `missing: ${what}`)
  return `${lines.join('\n')}\n`
}

function caseText(replayed: ReplayedCase): string[] {
  const lines: string[] = []
  for (const [name, { shape, data }] of Object.entries(replayed.inputs)) {
    lines.push('', `${name} [${shape.join('×')}]`)
    lines.push(...matrix(rowsOf(data.map(fromHex), shape.at(-1) ?? 1)))
  }
  const { decidedBy } = replayed
  lines.push(
    '',
    tiers(replayed),
    decidedBy === null ? 'no arithmetic decides it' : `decided by: ${decidedBy}`,
  )
  lines.push(`float32, the numbers as returned: ${replayed.float32}`)
  for (const alarm of replayed.alarms)
    lines.push('', `ALARM: ${alarm}. One of them is wrong: please report this case.`)
  for (const { tier, bits, weights } of replayed.tiers)
    if (weights)
      lines.push('', `weights (${nameOf(tier, bits)})`, ...matrix(weights.map((row) => row.map(middle))))
  return lines
}

const nameOf = (tier: string, bits: number | null | undefined): string =>
  bits ? `${tier}, ${bits} bits` : tier

/** A number, or the middle of two limits. */
function middle(text: string): number {
  const [lo, hi] = text.split(' ').map(fromHex)
  return hi === undefined ? lo : lo / 2 + hi / 2
}

function tiers(replayed: ReplayedCase): string {
  const table = new Table({
    head: ['arithmetic', 'claim', 'margin', 'bound', 'atoms'],
    colAligns: ['left', 'left', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  })
  for (const { tier, bits, truth, discarded, margin, bound, atoms } of replayed.tiers)
    table.push([
      nameOf(tier, bits),
      discarded ? 'discarded' : truth,
      decimal(fromHex(margin)),
      decimal(fromHex(bound)),
      (atoms ?? []).map(({ relation, truth }) => `${relation} ${shortened(truth)}`).join(', '),
    ])
  return table.toString()
}

const shortened = (letters: string): string =>
  letters.length <= 2 * MOST ? letters : `${letters.slice(0, 2 * MOST)}…`

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
