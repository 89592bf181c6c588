import type { Engine } from '../engine.ts'
import type { Check, ConformanceOptions, Options } from './check.ts'

/** What became of one check. */
export interface ConformanceResult extends Pick<Check, 'group' | 'name'> {
  readonly passed: boolean
  /** The first faults and their number, or what was measured; empty when there is nothing to say. */
  readonly detail: string
  /** Number of single things compared: entries, truths, lanes or batches. */
  readonly cases: number
  /** The smallest bound that was seen, in units of the certain error. */
  readonly leastSlack?: number
}

const DEFAULTS: Options = { lanes: 40, evaluations: 16, batches: 100, seed: 1 }
const SHOWN = 3

/** Runs one check. An error that the engine throws is a fault of the engine. */
export async function resultOf(
  { group, name, nothing, run }: Check,
  engine: Engine,
  options: ConformanceOptions = {},
): Promise<ConformanceResult> {
  const faults: string[] = []
  const notes: string[] = []
  let [cases, leastSlack] = [0, Infinity]
  try {
    for await (const found of run(engine, { ...DEFAULTS, ...options })) {
      cases += found.cases ?? 0
      leastSlack = Math.min(leastSlack, found.leastSlack ?? Infinity)
      faults.push(...(found.faults ?? []))
      if (found.note !== undefined) notes.push(found.note)
      // A worker that never yields is taken for dead.
      await new Promise((resolve) => setImmediate(resolve))
    }
  } catch (error) {
    return { group, name, passed: false, detail: `it throws: ${(error as Error).message}`, cases: 0 }
  }
  if (cases === 0 && faults.length === 0) {
    const excused = engine.assumesFinite ? nothing : undefined
    return { group, name, passed: !!excused, detail: excused ?? 'nothing could be compared', cases }
  }
  const more = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : []
  const detail = [...faults.slice(0, SHOWN), ...more, ...notes].join('\n')
  const slack = leastSlack < Infinity && { leastSlack }
  return { group, name, passed: faults.length === 0, detail, cases, ...slack }
}
