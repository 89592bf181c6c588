import { join } from 'node:path'
import { whileHolding, writeWhole } from '../evidence/write.ts'
import type { OpenHypothesis } from '../open/hypothesis.ts'
import type { OpenResults } from '../open/results.ts'
import { ChartPackagesError } from '../papers/chart/chart-packages.ts'
import { limitsInWords } from '../statistics/round-outward.ts'
import { countProgress } from './count-progress.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import type { ExperimentOptions } from './experiment-options.ts'
import { toolVersion } from './installation.ts'
import { type Services, startAnnounced } from './services.ts'
import { whenAborted } from './when-aborted.ts'

/** `assay experiment open`: first numbers on open hypotheses, none of which is a claim. */
export async function runOpen(options: ExperimentOptions, services: Services): Promise<ExitCode> {
  const { findHypotheses } = await import('../open/find-hypotheses.ts')
  const hypotheses = await findHypotheses(options.ids).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  })
  return whileHolding(join(options.out, 'open.json'), () => measured(hypotheses, options, services))
}

async function measured(
  hypotheses: readonly OpenHypothesis[],
  { engine: name, seed, draws, out }: ExperimentOptions,
  services: Services,
): Promise<ExitCode> {
  const [{ pointsOf, runHypothesis }, { openFigures, openResultsFile }] = await Promise.all([
    import('../open/run-hypothesis.ts'),
    import('../open/results-files.ts'),
  ])
  const { engine } = await startAnnounced(services, name, seed)
  const stop = new AbortController()
  const unheed = services.onInterrupt(() => stop.abort())
  const progress = countProgress(services.stderr, 'points')
  const total = hypotheses.reduce((sum, hypothesis) => sum + pointsOf(hypothesis), 0)
  let done = 0
  try {
    for (const hypothesis of hypotheses) {
      const running = runHypothesis(hypothesis, {
        ...{ engine, seed, draws, signal: stop.signal, tool: `attention-assay ${toolVersion()}` },
        onPoint: () => progress.advance(++done, total),
      })
      const found = await Promise.race([running, whenAborted(stop.signal)])
      writeWhole(join(out, openResultsFile(found.id)), `${JSON.stringify(found, null, 1)}\n`)
      for await (const [file, text] of openFigures(hypothesis, found)) writeWhole(join(out, file), text)
      services.stdout.write(`${await inWords(hypothesis, found)}\n`)
    }
    services.stdout.write(`exploratory: open hypotheses are no claims. Written to ${out}\n`)
    return ExitCode.Fine
  } catch (error) {
    if (error instanceof ChartPackagesError) throw new UsageError(error.message)
    if (!stop.signal.aborted) throw error
    services.stderr.write(`\nInterrupted; the hypotheses that were done are in ${out}.\n`)
    return ExitCode.Interrupted
  } finally {
    progress.stop()
    unheed()
  }
}

/** All numbers of a hypothesis, and those that were stated beforehand. */
async function inWords(hypothesis: OpenHypothesis, { figures, confidence }: OpenResults): Promise<string> {
  const { compared, limitsOf, unitsOf } = await import('../open/limits.ts')
  const rows: (string | number)[][] = []
  for (const [i, figure] of hypothesis.figures.entries())
    for (const [j, series] of figure.series.entries()) {
      const all = figures[i].series[j].points.map((point) =>
        limitsOf(point, unitsOf(figure, series.name), confidence),
      )
      const comparisons = new Map(compared(series, all).map((one) => [one.x, one]))
      for (const { x, low, high } of all) {
        const { stated = '', inside } = comparisons.get(x) ?? {}
        const said = inside === undefined ? '' : inside ? 'inside' : 'outside'
        rows.push([figure.name, series.name, x, limitsInWords(low, high), stated, said])
      }
    }
  const width = (column: number): number => Math.max(...rows.map((row) => String(row[column]).length))
  const widths = rows[0].map((_, column) => width(column))
  const lines = rows.map((row) =>
    row
      .map((text, i) => String(text).padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  )
  return `${hypothesis.number} ${hypothesis.id} (exploratory)\n${lines.join('\n')}`
}
