import Table from 'cli-table3'
import { fromHex } from '../program/hex-float.ts'
import { arraysText, decimal, matrixText, shortened } from '../report/array-text.ts'
import type { Replay, ReplayedCase } from '../judge/replay-case.ts'

/** A replayed case, for people; `--json` has all its numbers. */
export function replayText(replay: Replay): string {
  const { seed, index } = replay.case
  const lines = [`${replay.claim}, case ${index} of seed ${seed}`]
  if (replay.variant !== undefined) lines.push(`variant: ${replay.variant}`)
  if (replay.walk) lines.push(`where a walk ends that looks for ${WALKED[replay.walk]}`)
  lines.push(`subject: ${replay.subject}`)
  if (replay.distribution !== undefined) lines.push(`distribution: ${replay.distribution}`)
  lines.push(...caseText(replay))
  if (replay.shrunk) lines.push('', '── shrunk ──', ...caseText(replay.shrunk))
  for (const what of replay.missing) lines.push('', `missing: ${what}`)
  return `${lines.join('\n')}\n`
}

const WALKED = { violation: 'a violation', tightness: 'the tightest case' } as const

function caseText(replayed: ReplayedCase): string[] {
  const lines: string[] = []
  for (const [name, array] of Object.entries(replayed.inputs))
    lines.push('', ...arraysText({ [name]: array }))
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
      lines.push('', `weights (${nameOf(tier, bits)})`, ...matrixText(weights.map((row) => row.map(middle))))
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
