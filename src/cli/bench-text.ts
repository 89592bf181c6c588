import type { BenchReport } from '../bench/bench.ts'
import type { Ceiling } from '../bench/ceiling.ts'
import type { MeasuredOn } from '../bench/measured-on.ts'
import { grouped } from '../judge/verdict/words.ts'
import { waysLines } from './bench-ways-text.ts'

const perSecond = (rate: number): string => `${grouped(Math.round(rate)).padStart(11)} cases/s`.padEnd(22)
export const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

const slack = (factor: number): string => (Number.isNaN(factor) ? 'none' : factor.toPrecision(3)).padStart(6)

/** What it was measured on. */
export const onLine = ({ engine, node, threads }: MeasuredOn): string =>
  `engine ${engine.name} (${engine.device}), Node ${node}, ${threads} more ${threads === 1 ? 'thread' : 'threads'}`

/** @returns lines for people */
export const ceilingLines = (found: readonly Ceiling[]): string[] => [
  'an engine that returns prepared numbers at once, Gaussian',
  ...found.map(
    ({ tokens, width, threads, perSecond: rate, drawn }) =>
      `  ${`${tokens}×${width}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`.padEnd(24)}${perSecond(rate)}` +
      `drawing alone ${grouped(Math.round(drawn))}`,
  ),
]

/** How fast each tier decides, and what share. */
const tierLines = (title: string, tiers: BenchReport['tiers']['spread']): string[] => [
  `${title}, tier by tier (every case in that tier)`,
  ...tiers.map(
    ({ tier, perSecond: rate, decided }) =>
      `  ${tier.padEnd(24)}${perSecond(rate)}decides ${percent(decided)}`,
  ),
  '',
]

/** @returns lines for people */
export function benchText(report: BenchReport): string {
  const { ceiling, normal, overhead, slack: slacks, tiers, values, ways } = report
  const { campaign, generation, kernels, share } = overhead
  const beside = ways.python.flatMap((way) => ('normal' in way ? way.normal : []))[0]
  return [
    onLine(report),
    '',
    ...waysLines(ways),
    ...ceilingLines(ceiling),
    '',
    `a normal number: ${normal.toFixed(1)} ns${beside === undefined ? '' : `; NumPy's standard_normal ${beside.toFixed(1)} ns`}`,
    `harness at 128×64, one thread: ${percent(share)} of ${campaign.toFixed(0)} µs a case`,
    `  (generation ${generation.toFixed(0)}, kernels ${kernels.toFixed(0)})`,
    '',
    'forward passes without bounds: here, from the bare backend, and their ratio',
    ...values.map(
      ({ subject, shape, ours, bare, ratio }) =>
        `  ${subject.padEnd(14)} ${`[${shape.join(', ')}]`.padEnd(16)}` +
        `${ours.toFixed(1).padStart(7)} ms ${bare.toFixed(1).padStart(7)} ms ${ratio.toFixed(2).padStart(6)}`,
    ),
    '',
    ...tierLines('16×8, spread', tiers.spread),
    ...tierLines('128×64, Gaussian', tiers.large),
    'slack of the bounds: bound over actual error, median over entries',
    ...slacks.map(
      ({ subject, running, fixed }) =>
        `  ${subject.padEnd(24)} static ${slack(fixed)}   running ${slack(running)}`,
    ),
    '',
  ].join('\n')
}
