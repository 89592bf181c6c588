import type { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Engine } from '../engine/engine.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import type { CaseGroup } from './case-group.ts'
import type { Outcomes } from './outcomes.ts'
import type { Shard } from './shard.ts'
import type { WorkerPool } from './threads/worker-pool.ts'

/**
 * Hears of a range of cases that was decided, in the order of the ranges. The numbers of the cases are overwritten later.
 *
 * @param from the index of the first of these cases
 */
export type CaseListener = (outcomes: Outcomes, from: number, groups: readonly CaseGroup[]) => void

/** How much of a claim is tried. */
export interface CaseOptions {
  /** Where the cases are tried first; without it every case is decided over the reals, and nothing is known in float32. */
  readonly engine?: Engine
  readonly seed: number
  /** Range of case indices [from, to); default [0, the claim's own number of cases). */
  readonly from?: number
  readonly to?: number
  /** The part of this range, and of the variants, that is tried; all when left out. */
  readonly shard?: Shard
  /** Whether every case that the device decides is decided again over the reals, or a random share of them. */
  readonly recheck?: 'sample' | 'all'
  /** Takes the place of the largest probability of failure that the claims allow a verdict to leave open. */
  readonly demand?: number
  /** What all of it may take, variants, shrinking and certificates included; the cases end then, and not at `to`. */
  readonly seconds?: number
  /** What a run found whose time ended: this one tries as many cases of each variant, and shrinks as long. */
  readonly like?: ClaimEvidence
  /** Walks against the gradient, from so many of the first cases of the seed; none when left out. */
  readonly starts?: number | undefined
  /** Lanes in a batch; measured when left out. Has no influence on any outcome. */
  readonly batch?: number
  /** Threads that draw cases and decide the open ones; without them this thread does. Has no influence on any outcome. */
  readonly pool?: WorkerPool
  /** Adds up what the time goes to. */
  readonly watch?: Stopwatch
  /** Called between batches. */
  readonly onProgress?: (done: number, total: number) => void
  /** Hears of the cases of the claim; not of those of its variants. */
  readonly onCases?: CaseListener
  /** Called between batches of each variant, which come after the cases of the claim: of how many it is which, from 0. */
  readonly onVariant?: (number: number, of: number) => void
  /** Checked between batches: an aborted campaign throws `signal.reason`. */
  readonly signal?: AbortSignal
}

/** How much of a claim is tried, and on what. */
export interface CampaignOptions extends CaseOptions {
  readonly engine: Engine
}
