import type { Batch } from '../arithmetic/case.ts'
import type { CaseGroup } from './case-group.ts'
import type { InlineSource } from './case-source.ts'
import type { DecidedReport } from './decide.ts'

/** A claim by its place, so that another thread finds it. */
export interface ClaimPlace {
  readonly file: string
  /** The number of a control, an ablation or a restriction among the claim's variants. */
  readonly variant?: number
}

/** What a thread is asked for. */
export type Job = {
  readonly place: ClaimPlace
  readonly seed: number
  readonly batch: number | undefined
} & (
  | { readonly ask: 'draw'; readonly from: number; readonly to: number }
  | { readonly ask: 'climb'; readonly subject: number; readonly cases: Batch; readonly indices: Float64Array }
)

/** What a job comes to: cases, or what the enclosures say of them. */
export type JobResult = readonly CaseGroup[] | DecidedReport

/** Does a job in this thread. */
export function doJob(job: Job, source: InlineSource): Promise<JobResult> {
  if (job.ask === 'draw') return source.draw(job.from, job.to)
  const { subject, cases: batch, indices } = job
  return source.climb({ subject, batch, indices }, [...Array(batch.lanes).keys()])
}

/** A job, and who waits for it. */
export interface WaitingJob {
  readonly job: Job
  /** @param by who did it, to be told when cases that were drawn are no longer needed */
  resolve(by: Drawer, result: JobResult): void
  reject(error: unknown): void
}

export interface Drawer {
  /** Takes the memory of cases back. */
  done(groups: readonly CaseGroup[]): void
}
