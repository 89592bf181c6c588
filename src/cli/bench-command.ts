import { whileHolding, writeWhole } from '../evidence/write.ts'
import { benchText } from './bench-text.ts'
import { wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import type { AddCommand, Services } from './services.ts'

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
    .option('--out <file>', 'write the numbers there, as JSON', place('--out bench.json'))
    .option('--json', 'print JSON instead of text')
    .action((options: BenchOptions) => whileHolding(options.out, () => measured(options, services)))
}

async function measured(
  { engine: name, threads, out, json }: BenchOptions,
  services: Services,
): Promise<void> {
  const { stdout, stderr } = services
  const { engine } = await services.startEngine(name)
  const { bench } = await import('../bench/bench.ts')
  const { DEFAULT_THREADS } = await import('../judge/threads/worker-pool.ts')
  const report = await bench(engine, threads ?? DEFAULT_THREADS, (what) =>
    stderr.write(`Measuring ${what} …\n`),
  )
  const text = `${JSON.stringify(report, null, 2)}\n`
  stdout.write(json ? text : benchText(report))
  if (out !== undefined) writeWhole(out, text)
}
