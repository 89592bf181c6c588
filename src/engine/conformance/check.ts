import type { Engine } from '../engine.ts'

/** What a check is about; results come in this order. */
export const GROUPS = ['operations', 'readings', 'subjects', 'bounds', 'batching', 'memory'] as const
type Group = (typeof GROUPS)[number]

/** How much is tried. What is drawn depends on these numbers alone, never on the engine or the time. */
export interface ConformanceOptions {
  /** Lanes of the batches of operations and atoms. Default 40. */
  readonly lanes?: number
  /** Evaluations of each subject at random shapes and scales. Default 16. */
  readonly evaluations?: number
  /** Batches over which memory has to stay flat. Default 100. */
  readonly batches?: number
  /** Names what is drawn. Default 1. */
  readonly seed?: number
}

export type Options = Required<ConformanceOptions>
const DEFAULTS: Options = { lanes: 40, evaluations: 16, batches: 100, seed: 1 }

/** What a check found; it passed when there is no fault. */
export interface Outcome {
  /** Number of single things compared: entries, truths, lanes or batches. */
  readonly cases: number
  /** One line for each fault, with what is needed to see it again. */
  readonly faults: readonly string[]
  /** What was measured beside it. */
  readonly note?: string
  /** The smallest bound that was seen, in units of the certain error. */
  readonly leastSlack?: number
  /** Why nothing to compare is no fault of this engine; without it, it is one. */
  readonly nothing?: string
}

/** One demand that every engine has to meet. */
export interface Check {
  readonly group: Group
  readonly name: string
  run(engine: Engine, options: Options): Promise<Outcome>
}

export interface ConformanceResult {
  readonly group: Group
  readonly name: string
  readonly passed: boolean
  /** The first faults and their number, or what was measured; empty when there is nothing to say. */
  readonly detail: string
  readonly cases: number
  readonly leastSlack?: number
}

const SHOWN = 3

/** Runs one check. An error that the engine throws is a fault of the engine. */
export async function resultOf(
  { group, name, run }: Check,
  engine: Engine,
  options: ConformanceOptions = {},
): Promise<ConformanceResult> {
  // A worker that never yields is taken for dead.
  await new Promise((resolve) => setTimeout(resolve))
  try {
    const { cases, faults, note = '', leastSlack, nothing } = await run(engine, { ...DEFAULTS, ...options })
    if (cases === 0 && faults.length === 0)
      return { group, name, passed: !!nothing, detail: nothing ?? 'nothing could be compared', cases }
    const more = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : []
    const detail = [...faults.slice(0, SHOWN), ...more, ...(note ? [note] : [])].join('\n')
    const slack = leastSlack !== undefined && leastSlack < Infinity && { leastSlack }
    return { group, name, passed: faults.length === 0, detail, cases, ...slack }
  } catch (error) {
    return { group, name, passed: false, detail: `it throws: ${(error as Error).message}`, cases: 0 }
  }
}
