import { availableParallelism } from 'node:os'
import type { Stopwatch } from '../../arithmetic/stopwatch.ts'
import { CaseThread } from './case-thread.ts'
import type { Drawer, Job, JobResult, WaitingJob } from './job.ts'

/** One processor is left to the engine. */
export const DEFAULT_THREADS = availableParallelism() - 1

/**
 * Jobs that a thread has: the one it does, and those it finds when that is done, without waiting to be told. Who would tell
 * it does a job meanwhile too.
 */
const DEPTH = 4

/** Threads that draw cases, judge what an engine returned for them, and decide them in enclosures. Nothing that they do depends on which of them does it. */
export class WorkerPool {
  /** First those about cases that are drawn, `begun` in number. */
  private readonly waiting: WaitingJob[] = []
  private begun = 0
  private readonly hired: CaseThread[] = []

  /** How many there are at most; each starts when all others have something to do. */
  readonly threads: number

  /** @param asked more than there are processors would only cost memory, and are not started */
  constructor(readonly asked: number) {
    this.threads = Math.min(asked, availableParallelism())
  }

  /** Lets a thread do a job. Resolves to the result, and to who is told when it is no longer needed. */
  ask(job: Job, watch: Stopwatch): Promise<{ by: Drawer; result: JobResult }> {
    return new Promise((resolve, reject) => {
      // Cases that are nearly decided go before those that are not yet drawn.
      const at = job.ask === 'draw' ? this.waiting.length : this.begun++
      const answered = (by: Drawer, result: JobResult): void => {
        resolve({ by, result })
        this.assign()
      }
      this.waiting.splice(at, 0, { job, watch, resolve: answered, reject })
      this.assign()
    })
  }

  /** Takes a job back that no thread has got yet; whoever takes it has to do it. */
  reclaim(which: (job: Job) => boolean): WaitingJob | undefined {
    const at = this.waiting.findIndex(({ job }) => which(job))
    return at < 0 ? undefined : this.leave(at)
  }

  /** Ends all threads; what was asked for and is not done is never answered. */
  async close(): Promise<void> {
    this.waiting.length = 0
    this.begun = 0
    await Promise.all(this.hired.map((thread) => thread.end()))
  }

  private leave(at: number): WaitingJob {
    const [job] = this.waiting.splice(at, 1)
    if (at < this.begun) this.begun--
    return job
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const thread = this.leastBusy()
      if (!thread) return
      thread.take(this.leave(0))
    }
  }

  /** A thread with room for a job, if there is one. */
  private leastBusy(): CaseThread | undefined {
    if (this.hired.length < this.threads && this.hired.every((thread) => thread.jobs > 0)) {
      const thread = new CaseThread(() => {
        // It ended by itself; another one takes its place with the next job.
        this.hired.splice(this.hired.indexOf(thread), 1)
        this.assign()
      })
      this.hired.push(thread)
    }
    const [first, ...others] = this.hired
    const least = others.reduce((a, b) => (b.jobs < a.jobs ? b : a), first)
    return least && least.jobs < DEPTH ? least : undefined
  }
}
