import { grouped } from '../judge/verdict/words.ts'
import type { BenchReport } from '../bench/bench.ts'
import type { Ceiling } from '../bench/ceiling.ts'

const rate = (perSecond: number): string => `${grouped(Math.round(perSecond)).padStart(9)} cases/s`
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 1)} times`

const slack = (factor: number): string => (Number.isNaN(factor) ? 'none' : factor.toPrecision(3)).padStart(6)
const alarmed = ({ alarms, looked }: { alarms: number; looked: number }): string =>
  alarms === 0 ? '' : `; ${grouped(alarms)} of its ${grouped(looked)} cases are false alarms`

export const ceilingLines = (found: readonly Ceiling[]): string[] => [
  'the ceiling: an engine that returns prepared numbers at once, Gaussian',
  ...found.map(
    ({ tokens, width, threads, perSecond, drawn }) =>
      `  ${`${tokens}×${width}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`.padEnd(18)}${rate(perSecond)}   ` +
      `drawing alone ${grouped(Math.round(drawn))} (${percent(perSecond / drawn)})`,
  ),
]

/** @returns lines for people */
export function benchText(report: BenchReport): string {
  const { engine, numpy } = report
  const known = 'small' in numpy ? numpy : undefined
  const lines = [
    `engine ${engine.name} (${engine.device}), Node ${report.node}, ${report.threads} more threads`,
    '',
  ]
  const shapes = {
    gaussian: '16 keys of width 8, Gaussian',
    spread: "16 keys of width 8, the claim's own spread of families",
    large: '128 keys of width 64, Gaussian',
  } as const
  for (const [name, title] of Object.entries(shapes)) {
    const speed = report[name as keyof typeof shapes]
    const beside = name === 'large' ? known?.large : known?.small
    lines.push(
      `softmax-row-order-strict, one query, ${title}`,
      `  decided soundly   ${rate(speed.decided)}   ${percent(speed.climbed)} of them in enclosures`,
      `  the usual way     ${rate(speed.usual)}   decided soundly is ${times(speed.overUsual)} as many${alarmed(speed)}`,
      `  forward pass only ${rate(speed.forward)}   is ${times(speed.underForward)} as many as decided soundly`,
      ...(beside === undefined || name === 'spread'
        ? []
        : [
            `  NumPy, no bounds  ${rate(beside)}   decided soundly is ${times(speed.decided / beside)} as many`,
          ]),
      '',
    )
  }
  if ('reason' in numpy) lines.push(`NumPy was not run: ${numpy.reason}`)
  const beside = known ? `; NumPy's standard_normal ${known.normal.toFixed(1)} ns` : ''
  lines.push(`a normal number: ${report.normal.toFixed(1)} ns${beside}`)
  const { campaign, generation, kernels, share } = report.overhead
  lines.push(
    `harness, 128 keys of width 64, one thread: ${percent(share)} of ${campaign.toFixed(0)} µs a case (generation ${generation.toFixed(0)}, kernels ${kernels.toFixed(0)})`,
    '',
    ...ceilingLines(report.ceiling),
    '',
    'forward passes without bounds, through the device arithmetic and from the bare backend',
    ...report.values.map(
      ({ subject, shape, ours, bare, ratio }) =>
        `  ${subject.padEnd(14)} [${shape.join(', ')}]`.padEnd(32) +
        `${ours.toFixed(1)} ms and ${bare.toFixed(1)} ms: ${times(ratio)}`,
    ),
    '',
    'the spread, tier by tier (every case in that tier)',
    ...report.tiers.map(
      ({ tier, perSecond, decided }) =>
        `  ${tier.padEnd(24)} ${rate(perSecond)}   decides ${percent(decided)}`,
    ),
    '',
    'slack of the bounds: bound over actual error, median over entries',
    ...report.slack.map(
      ({ subject, running, fixed }) =>
        `  ${subject.padEnd(24)} static ${slack(fixed)}   running ${slack(running)}`,
    ),
    '',
  )
  return lines.join('\n')
}
