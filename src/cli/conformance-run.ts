import type { Engine } from '../engine/engine.ts'
import { CHECKS, conformance } from '../engine/conformance/conformance.ts'
import type { ConformanceOptions } from '../engine/conformance/check.ts'
import type { ConformanceResult } from '../engine/conformance/check-result.ts'
import { writeWhole } from '../evidence/write.ts'
import { countProgress } from './count-progress.ts'
import { Keeper } from './keeper.ts'
import type { Services } from './services.ts'
import { inOneLine } from '../report/visible.ts'
import { whenAborted } from './when-aborted.ts'

/** What a run of the checks came to. */
export interface ConformanceRun {
  readonly results: readonly ConformanceResult[]
  readonly interrupted: boolean
  /** All of it, as JSON. */
  readonly text: string
  /** Why `out` does not hold all of it. */
  readonly unwritten: string | undefined
}

/**
 * Runs the checks one after another. With `out`, each result of a run of hours is kept there when the rest is not to
 * be had.
 */
export async function runChecks(
  engine: Engine,
  options: ConformanceOptions,
  out: string | undefined,
  services: Services,
): Promise<ConformanceRun> {
  const results: ConformanceResult[] = []
  const text = (finished: boolean): string => {
    const { name, device, versions } = engine
    return `${JSON.stringify({ engine: { name, device, versions }, finished, results }, null, 2)}\n`
  }
  const keeper = new Keeper(services.stderr)
  const keep = (finished: boolean): void => {
    if (out !== undefined) keeper.keep(() => writeWhole(out, text(finished)))
  }
  const stop = new AbortController()
  const unheed = services.onInterrupt(() => stop.abort(new Error('interrupted')))
  const progress = countProgress(services.stderr, 'checks')
  const checks = conformance(engine, options)
  const stopped = whenAborted(stop.signal)
  let written = -Infinity
  try {
    for (;;) {
      const next = await Promise.race([checks.next(), stopped])
      if (next.done) break
      results.push(next.value)
      if (!next.value.passed) {
        progress.stop()
        services.stderr.write(`  failed: ${next.value.group}: ${inOneLine(next.value.name)}\n`)
      }
      progress.advance(results.length, CHECKS.length)
      if (performance.now() - written < 1000) continue
      keep(false)
      written = performance.now()
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    progress.stop()
    unheed()
  }
  const interrupted = stop.signal.aborted
  keep(!interrupted)
  return { results, interrupted, text: text(!interrupted), unwritten: keeper.unwritten }
}
