import type { Batch } from '../../arithmetic/batch.ts'
import type { Limits } from '../../arithmetic/device/device.ts'
import type { Returned } from '../../arithmetic/device/returned.ts'
import type { Stopwatch } from '../../arithmetic/stopwatch.ts'
import type { CaseGroup } from '../case-group.ts'
import type { Executor } from '../executor.ts'
import type { InlineExecutor } from '../inline-executor.ts'
import type { Outcomes } from '../outcomes.ts'

/** A claim by its place, so that another thread finds it. */
export interface ClaimPlace {
  readonly file: string
  /** The number of a control, an ablation or a restriction among the claim's variants. */
  readonly variant?: number
  /** Of its sources, a digest: a thread that finds others must not judge. */
  readonly version?: string
}

/** What a thread is asked for. */
export type Job = {
  readonly place: ClaimPlace
  readonly seed: number
  readonly batch: number | undefined
} & (
  | { readonly ask: 'draw'; readonly from: number; readonly to: number }
  | {
      readonly ask: 'judge'
      readonly subject: number
      readonly cases: Batch
      readonly returned: Returned
      readonly limits: Limits
    }
  | {
      readonly ask: 'decide'
      readonly subject: number
      readonly cases: Batch
      readonly sampled: Uint8Array
    }
)

/** What a job comes to: cases, or what became of them. */
export type JobResult = readonly CaseGroup[] | Outcomes

/** Does a job in this thread. */
export function doJob(job: Job, own: InlineExecutor): Promise<JobResult> {
  if (job.ask === 'draw') return own.draw(job.from, job.to)
  const { subject, cases: batch } = job
  if (job.ask === 'judge') return own.judge({ subject, batch }, job.returned, job.limits)
  const { sampled } = job
  return own.decide({ subject, batch, sampled }, [...Array(batch.lanes).keys()])
}

/** A job, and who waits for it. */
export interface WaitingJob {
  readonly job: Job
  /** Is told what the time of a thread went to that did it. */
  readonly watch: Stopwatch
  /** @param by who did it, to be told when cases that were drawn are no longer needed */
  resolve(by: Drawer, result: JobResult): void
  reject(error: unknown): void
}

/** Who is told when cases that were drawn are no longer needed, and takes their memory back. */
export type Drawer = Pick<Executor, 'release'>
