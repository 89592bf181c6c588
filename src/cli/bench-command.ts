import { Argument } from 'commander'
import type { Engine } from '../engine/engine.ts'
import { whileHolding, writeWhole } from '../evidence/write.ts'
import { indented } from '../report/visible.ts'
import { benchClaimsText } from './bench-claims-text.ts'
import { benchText, ceilingLines } from './bench-text.ts'
import { isPlace, select } from './claim-selection.ts'
import { UsageError } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import type { AddCommand, Services } from './services.ts'

/** What is measured instead of the ways to check one claim. */
const PARTS = ['claims', 'ceiling'] as const
type Part = (typeof PARTS)[number]

interface BenchOptions {
  readonly engine: string
  readonly threads?: number
  readonly cases?: number
  readonly out?: string
  readonly json?: boolean
}

/** `assay bench`: how fast cases are decided, beside what else could be done in the same time, in one run. */
export const benchCommand: AddCommand = (program, services) => {
  program
    .command('bench')
    .summary('how fast cases are decided here, beside other ways to spend the time')
    .description(
      'Measures an engine side by side with the usual ways, and the slack of the bounds; one to six minutes. ' +
        'With "claims", what the time of each claim goes to, as long as a default run; with "ceiling", how fast all is ' +
        'done but what the engine does.',
    )
    .addArgument(new Argument('[part]', 'measure this instead').choices(PARTS))
    .argument('[claims...]', 'which claims, by their ids, files or folders; all when left out')
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option(
      '--threads <n>',
      'threads beside the one of the engine (default: one fewer than processors)',
      wholeNumber(0, '--threads 4'),
    )
    .option(
      '--cases <n>',
      'of each claim, with "claims" (default: its own number)',
      wholeNumber(1, '--cases 1000'),
    )
    .option('--out <file>', 'write the numbers there, as JSON', place('--out bench.json'))
    .option('--json', 'print JSON instead of text')
    .action((part: Part | undefined, claims: string[], options: BenchOptions) =>
      whileHolding(options.out, () => measured(part, claims, options, services)),
    )
}

/** What was measured, and the same for people. */
interface Measured {
  readonly report: unknown
  readonly text: string
}

async function measured(
  part: Part | undefined,
  ids: readonly string[],
  options: BenchOptions,
  services: Services,
): Promise<void> {
  if (part !== 'claims' && options.cases !== undefined)
    throw new UsageError('--cases is a number of cases of each claim; give it to `assay bench claims`')
  const { engine } = await services.startEngine(options.engine)
  const { DEFAULT_THREADS } = await import('../judge/threads/worker-pool.ts')
  const threads = options.threads ?? DEFAULT_THREADS
  const { report, text } =
    part === undefined
      ? await waysMeasured(engine, threads, services)
      : part === 'claims'
        ? await claimsMeasured(ids, engine, threads, options, services)
        : await ceilingMeasured(engine)
  const numbers = `${JSON.stringify(report, null, 2)}\n`
  services.stdout.write(options.json ? numbers : text)
  if (options.out !== undefined) writeWhole(options.out, numbers)
}

async function waysMeasured(engine: Engine, threads: number, { stderr }: Services): Promise<Measured> {
  const { bench } = await import('../bench/bench.ts')
  const report = await bench(engine, threads, (what) => stderr.write(`Measuring ${what} …\n`))
  return { report, text: benchText(report) }
}

async function ceilingMeasured(engine: Engine): Promise<Measured> {
  const { ceilings } = await import('../bench/ceiling.ts')
  const report = await ceilings(engine)
  return { report, text: `${ceilingLines(report).join('\n')}\n` }
}

async function claimsMeasured(
  ids: readonly string[],
  engine: Engine,
  threads: number,
  { cases }: BenchOptions,
  { discover, stderr }: Services,
): Promise<Measured> {
  const { claimProfiles } = await import('../bench/claim-profiles.ts')
  const { selected, problems } = select(await discover(ids.filter(isPlace)), ids, {})
  for (const { message } of problems) stderr.write(`not measured: ${indented(message)}\n`)
  const measuring = (id: string) => stderr.write(`Judging ${id} …\n`)
  const report = await claimProfiles(selected, engine, threads, measuring, cases)
  return { report, text: benchClaimsText(report) }
}
