import type { Engine } from '../engine.ts'

/** What a check is about; results come in this order. */
export const GROUPS = ['operations', 'readings', 'subjects', 'bounds', 'batching', 'memory'] as const

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

/** What a check found in one of its questions. */
export interface Finding {
  /** Number of single things compared: entries, truths, lanes or batches. */
  readonly cases?: number
  /** One line for each fault, with what is needed to see it again. */
  readonly faults?: readonly string[]
  /** What was measured beside it. */
  readonly note?: string
  /** The smallest bound that was seen, in units of the certain error. */
  readonly leastSlack?: number
}

/** One demand that every engine has to meet. */
export interface Check {
  readonly group: (typeof GROUPS)[number]
  readonly name: string
  /** Why nothing to compare is no fault of an engine that assumes finite numbers; without it, it is one. */
  readonly nothing?: string
  run(engine: Engine, options: Options): AsyncIterable<Finding>
}
