import { join } from 'node:path'
import { whileHolding, writeWhole } from '../evidence/write.ts'
import { ChartPackagesError } from '../papers/chart/chart-packages.ts'
import { type Sweep, sweepsOf } from '../papers/softmax-vs-linear/experiment/sweeps.ts'
import { countProgress } from './count-progress.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import { type ExperimentOptions, parametersNamed } from './experiment-options.ts'
import { toolVersion } from './installation.ts'
import { Keeper } from './keeper.ts'
import { type Services, startAnnounced } from './services.ts'
import { whenAborted } from './when-aborted.ts'

/** `assay experiment seed`: success probability over one parameter at a time, beside the closed form. */
export async function runSweeps(options: ExperimentOptions, services: Services): Promise<ExitCode> {
  const parameters = parametersNamed(options.sweep)
  if (options.values && parameters.length !== 1)
    throw new UsageError('--values needs one parameter to sweep; add for example --sweep n')
  const { base, values } = options
  const sweeps = sweepsOf({
    parameters,
    ...(base && { bases: { [`n=${base.n} d=${base.d}`]: base } }),
    ...(values && { values }),
  })
  if (sweeps.every(({ points }) => points.length === 0)) throw new UsageError(nothingLeft(sweeps))
  const { RESULTS } = await import('../papers/softmax-vs-linear/experiment/results-files.ts')
  return whileHolding(join(options.out, RESULTS), () => simulated(sweeps, options, services))
}

async function simulated(
  sweeps: readonly Sweep[],
  options: ExperimentOptions,
  services: Services,
): Promise<ExitCode> {
  const { stdout, stderr } = services
  const { readResults, renderings, writeResults } =
    await import('../papers/softmax-vs-linear/experiment/results-files.ts')
  const known = options.resume ? readResults(options.out) : undefined
  const { engine } = await startAnnounced(services, options.engine, options.seed)
  for (const { name, leftOut } of sweeps)
    for (const { x, why } of leftOut) stderr.write(`Left out of "${name}": ${x}, since ${why}.\n`)
  const { simulateSweeps } = await import('../papers/softmax-vs-linear/experiment/simulate-sweeps.ts')
  const stop = new AbortController()
  const unheed = services.onInterrupt(() => stop.abort())
  const progress = countProgress(stderr, 'points')
  const keeper = new Keeper(stderr)
  try {
    const simulation = simulateSweeps({
      engine,
      tool: `attention-assay ${toolVersion()}`,
      seed: options.seed,
      draws: options.draws,
      sweeps,
      ...(known && { known }),
      signal: stop.signal,
      onPoint(soFar, done, total) {
        keeper.keep(() => writeResults(options.out, soFar))
        progress.advance(done, total)
      },
    })
    const found = await Promise.race([simulation, whenAborted(stop.signal)])
    progress.stop()
    const { summaryOf } = await import('../papers/softmax-vs-linear/experiment/agreement-summary.ts')
    const { text, contradicted } = summaryOf(found)
    stdout.write(`${text}\n`)
    if (keeper.unwritten) return ExitCode.CannotRun
    for await (const [file, content] of renderings(found)) writeWhole(join(options.out, file), content)
    stdout.write(`written to ${options.out}\n`)
    return contradicted === 0 ? ExitCode.Fine : ExitCode.NotAsExpected
  } catch (error) {
    if (!stop.signal.aborted) throw asUsage(error, options.out)
    stderr.write(`\nInterrupted; what was found is in ${options.out}, and --resume goes on with it.\n`)
    return ExitCode.Interrupted
  } finally {
    progress.stop()
    unheed()
  }
}

const nothingLeft = (sweeps: readonly Sweep[]): string =>
  `no point is admissible: ${sweeps.flatMap(({ parameter, leftOut }) => leftOut.map(({ x, why }) => `${parameter} = ${x}: ${why}`)).join('; ')}`

function asUsage(error: unknown, out: string): unknown {
  if (error instanceof ChartPackagesError)
    return new UsageError(`${error.message}. All else is in ${out}; then --resume draws the figures`)
  return error instanceof RangeError ? new UsageError(error.message) : error
}
