import type { Engine } from '../engine/engine.ts'
import type { OpenHypothesis } from './hypothesis.ts'
import { measure } from './measure.ts'
import { openResults, type OpenResults } from './results.ts'

/** Each band by itself: of a thousand about one is expected to miss. */
const BAND_CONFIDENCE = 0.999

interface OpenOptions {
  readonly engine: Engine
  /** The program with its version. */
  readonly tool: string
  readonly seed: number
  readonly draws: number
  readonly onPoint?: () => void
  /** Checked between points: an aborted run throws `signal.reason`. */
  readonly signal?: AbortSignal
}

/** Measures every point of a hypothesis, in order. */
export async function runHypothesis(
  { id, number, figures }: OpenHypothesis,
  { engine, tool, seed, draws, onPoint, signal }: OpenOptions,
): Promise<OpenResults> {
  const found: OpenResults['figures'] = []
  for (const figure of figures) {
    const series: OpenResults['figures'][number]['series'] = []
    for (const { name, at, measure: measurement } of figure.series) {
      const points = []
      for (const x of at) {
        signal?.throwIfAborted()
        const point = { name: `${id} ${figure.name} ${name}`, x, engine, seed, draws }
        points.push(await measure(measurement(x), point))
        onPoint?.()
      }
      series.push({ name, points })
    }
    found.push({ name: figure.name, series })
  }
  return openResults.parse({
    format: 'attention-assay open hypothesis',
    version: 1,
    label: 'exploratory',
    ...{ id, number, tool, seed, draws, confidence: BAND_CONFIDENCE },
    engine: { name: engine.name, device: engine.device, versions: { ...engine.versions } },
    figures: found,
  })
}

/** How many points a hypothesis has. */
export const pointsOf = ({ figures }: OpenHypothesis): number =>
  figures.reduce((all, { series }) => all + series.reduce((sum, { at }) => sum + at.length, 0), 0)
