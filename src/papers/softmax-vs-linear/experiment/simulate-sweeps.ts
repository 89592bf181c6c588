import { PointRunner } from './point-runner.ts'
import { headOf, type RunOptions } from './results-head.ts'
import { results, type PointResult, type Results } from './results.ts'
import type { Sweep } from './sweeps.ts'

/** Each band by itself: of a thousand points about one is expected outside. */
const BAND_CONFIDENCE = 0.999

interface SeedOptions extends RunOptions {
  readonly sweeps: readonly Sweep[]
  /** What an earlier run with the same options had found; other points of it are left aside. */
  readonly known?: Results
  /** Called after each point with all that is known by then; nothing is lost when the run ends here. */
  readonly onPoint?: (soFar: Results, done: number, total: number) => void
  /** Checked between points: an aborted run throws `signal.reason`. */
  readonly signal?: AbortSignal
}

/** Simulates every point of the sweeps on the engine, in order. */
export async function simulateSweeps(options: SeedOptions): Promise<Results> {
  const { engine, seed, draws, sweeps } = options
  const runner = new PointRunner(engine, seed)
  const known = knownPoints(options)
  const total = sweeps.reduce((sum, { points }) => sum + points.length, 0)
  let done = 0
  const found: Results = { ...headOf('seed', options), confidence: BAND_CONFIDENCE, sweeps: [] }
  for (const { name, parameter, base, points, leftOut } of sweeps) {
    const sweep: Results['sweeps'][number] = {
      name,
      parameter,
      base: { ...base } as PointResult['setting'],
      points: [],
      leftOut: [...leftOut],
    }
    found.sweeps.push(sweep)
    for (const { x, setting } of points) {
      options.signal?.throwIfAborted()
      const already = known.get(JSON.stringify(setting))
      const point = already ? { ...already, x } : await runner.run(x, setting, draws)
      known.set(JSON.stringify(setting), point)
      sweep.points.push(point)
      options.onPoint?.(found, ++done, total)
    }
  }
  return results.parse(found)
}

/** By their setting. @throws RangeError when the earlier run's options were others */
function knownPoints({ known, engine, seed, draws }: SeedOptions): Map<string, PointResult> {
  const points = new Map<string, PointResult>()
  if (!known) return points
  const different = [
    known.seed !== seed && `seed ${known.seed}, not ${seed}`,
    known.draws !== draws && `${known.draws} draws a point, not ${draws}`,
    known.engine.name !== engine.name && `engine ${known.engine.name}, not ${engine.name}`,
  ].filter((said) => said !== false)
  if (different.length > 0)
    throw new RangeError(
      `the earlier run had ${different.join(' and ')}; give the same options, or leave out --resume`,
    )
  for (const sweep of known.sweeps)
    for (const point of sweep.points) points.set(JSON.stringify(point.setting), point)
  return points
}
