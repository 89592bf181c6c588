import { writeFileSync } from 'node:fs'
import type { BenchReport } from '../bench/bench.ts'
import { formatCount } from './format-count.ts'
import { wholeNumber } from './number-options.ts'
import type { AddCommand } from './services.ts'

interface BenchOptions {
  readonly engine: string
  readonly threads?: number
  readonly out?: string
  readonly json?: boolean
}

/** `assay bench`: how fast cases are decided, beside what else could be done in the same time, in one run. */
export const benchCommand: AddCommand = (program, services) => {
  program
    .command('bench')
    .summary('how fast cases are decided here, beside other ways to spend the time')
    .description(
      'Measures an engine side by side with the usual ways, and the slack of the bounds; one to six minutes.',
    )
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option(
      '--threads <n>',
      'threads beside the one of the engine (default: one fewer than processors)',
      wholeNumber(0, '--threads 4'),
    )
    .option('--out <file>', 'write the numbers there, as JSON')
    .option('--json', 'print JSON instead of text')
    .action(async ({ engine: name, threads, out, json }: BenchOptions) => {
      const { stdout, stderr } = services
      const { engine } = await services.startEngine(name)
      const { bench } = await import('../bench/bench.ts')
      const { DEFAULT_THREADS } = await import('../judge/threads/worker-pool.ts')
      const report = await bench(engine, threads ?? DEFAULT_THREADS, (what) =>
        stderr.write(`Measuring ${what} …\n`),
      )
      const text = `${JSON.stringify(report, null, 2)}\n`
      if (out !== undefined) writeFileSync(out, text)
      stdout.write(json ? text : benchText(report))
    })
}

const rate = (perSecond: number): string => `${formatCount(Math.round(perSecond)).padStart(9)} cases/s`
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 1)} times`

const slack = (factor: number): string => (Number.isNaN(factor) ? 'none' : factor.toPrecision(3)).padStart(6)
const alarmed = ({ alarms, looked }: { alarms: number; looked: number }): string =>
  alarms === 0 ? '' : `; ${formatCount(alarms)} of its ${formatCount(looked)} cases are false alarms`

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
