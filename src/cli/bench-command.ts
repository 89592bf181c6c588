import { Argument } from 'commander'
import type { Engine } from '../engine/engine.ts'
import { whileHolding, writeWhole } from '../evidence/write.ts'
import { indented } from '../report/visible.ts'
import { benchClaimsText } from './bench-claims-text.ts'
import { benchText, ceilingLines, onLine } from './bench-text.ts'
import { waysLines } from './bench-ways-text.ts'
import { isPlace, select } from './claim-selection.ts'
import { UsageError } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import type { AddCommand, Services } from './services.ts'

interface BenchOptions {
  readonly engine: string
  readonly threads?: number
  readonly python?: string
  readonly cases?: number
  readonly rounds?: number
  readonly out?: string
  readonly json?: boolean
}

/** What was measured, and the same for people. */
interface Measured {
  readonly report: unknown
  readonly text: string
}

/** Measures something on an engine. @param threads beside that of the engine */
type Measure = (
  engine: Engine,
  threads: number,
  options: BenchOptions,
  services: Services,
  claims: readonly string[],
) => Promise<Measured>

/** What can be measured by itself. */
const PARTS = { ways: waysMeasured, ceiling: ceilingMeasured, claims: claimsMeasured } satisfies Record<
  string,
  Measure
>
type Part = keyof typeof PARTS

/** `assay bench`: how fast cases are decided, beside what else could be done in the same time, in one run. */
export const benchCommand: AddCommand = (program, services) => {
  program
    .command('bench')
    .summary('how fast cases are decided here, beside other ways to spend the time')
    .description(
      'Measures an engine side by side with other ways to check a claim, and the slack of the bounds; two to six ' +
        'minutes. Only "ways": these ways. Only "ceiling": how fast all is done but what the engine does. And "claims", ' +
        'which is not measured otherwise: what the time of each claim goes to, in as long as a default run.',
    )
    .addArgument(new Argument('[part]', 'what is measured').choices(Object.keys(PARTS)))
    .argument('[claims...]', 'of "claims": ids, files or folders; all when left out')
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option(
      '--threads <n>',
      'threads beside the one of the engine (default: one fewer than processors)',
      wholeNumber(0, '--threads 4'),
    )
    .option(
      '--python <program>',
      'a Python with NumPy, JAX or Hypothesis, which are measured too (default: PYTHON, or the active one)',
    )
    .option('--cases <n>', 'of "claims": of each (default: its own number)', wholeNumber(1, '--cases 1000'))
    .option(
      '--rounds <n>',
      'of "ways" and "ceiling": how often each is measured, once more to warm up (default: 3 or 5)',
      wholeNumber(1, '--rounds 1'),
    )
    .option('--out <file>', 'write the numbers there, as JSON', place('--out bench.json'))
    .option('--json', 'print JSON instead of text')
    .action((part: Part | undefined, claims: string[], options: BenchOptions) =>
      whileHolding(options.out, () => measured(part, claims, options, services)),
    )
}

async function measured(
  part: Part | undefined,
  claims: readonly string[],
  options: BenchOptions,
  services: Services,
): Promise<void> {
  if (part !== 'claims' && (options.cases !== undefined || claims.length > 0))
    throw new UsageError('only `assay bench claims` is about claims, and takes their ids and --cases')
  if (options.rounds !== undefined && part !== 'ways' && part !== 'ceiling')
    throw new UsageError('only `assay bench ways` and `assay bench ceiling` take --rounds')
  const { engine } = await services.startEngine(options.engine)
  const { DEFAULT_THREADS } = await import('../judge/threads/worker-pool.ts')
  const measure: Measure = part === undefined ? allMeasured : PARTS[part]
  const { threads = DEFAULT_THREADS } = options
  const { report, text } = await measure(engine, threads, options, services, claims)
  const numbers = `${JSON.stringify(report, null, 2)}\n`
  services.stdout.write(options.json ? numbers : text)
  if (options.out !== undefined) writeWhole(options.out, numbers)
}

const telling =
  ({ stderr }: Services) =>
  (what: string): unknown =>
    stderr.write(`Measuring ${what} …\n`)

async function allMeasured(
  ...[engine, threads, { python }, services]: Parameters<Measure>
): Promise<Measured> {
  const { bench } = await import('../bench/bench.ts')
  const report = await bench(engine, threads, python, telling(services))
  return { report, text: benchText(report) }
}

async function waysMeasured(
  ...[engine, threads, { python, rounds }, services]: Parameters<Measure>
): Promise<Measured> {
  const [{ measuredOn }, { ways }] = await Promise.all([
    import('../bench/measured-on.ts'),
    import('../bench/ways.ts'),
  ])
  const report = {
    ...measuredOn(engine, threads),
    ways: await ways(engine, threads, python, telling(services), rounds),
  }
  return { report, text: [onLine(report), '', ...waysLines(report.ways)].join('\n') }
}

async function ceilingMeasured(...[engine, , { rounds }]: Parameters<Measure>): Promise<Measured> {
  const { ceilings } = await import('../bench/ceiling.ts')
  const report = await ceilings(engine, rounds)
  return { report, text: [...ceilingLines(report), ''].join('\n') }
}

async function claimsMeasured(
  ...[engine, threads, { cases }, services, claims]: Parameters<Measure>
): Promise<Measured> {
  const { claimProfiles } = await import('../bench/claim-profiles.ts')
  const { selected, problems } = select(await services.discover(claims.filter(isPlace)), claims, {})
  for (const { message } of problems) services.stderr.write(`not measured: ${indented(message)}\n`)
  const report = await claimProfiles(selected, engine, threads, telling(services), cases)
  return { report, text: benchClaimsText(report) }
}
