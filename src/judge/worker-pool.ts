import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { lanesOf, type Batch } from '../arithmetic/case.ts'
import { ownThread } from '../engine/own-script.ts'
import type { CaseGroup } from './case-group.ts'
import { joined, type CaseSource } from './case-source.ts'
import { buffersOf } from './buffers.ts'
import type { Answer, ClaimPlace, Job } from './case-worker.ts'
import type { LaneReport } from './evaluate.ts'

/**
 * One processor is left to the engine. Of two, none is taken: there the thread and the engine's own get in each other's
 * way, and a run took 8 % longer than without it.
 */
export const DEFAULT_THREADS = availableParallelism() > 2 ? availableParallelism() - 1 : 0

interface Waiting {
  readonly job: Job
  resolve(result: readonly CaseGroup[] | LaneReport): void
  reject(error: unknown): void
}

/** Threads that draw cases and decide them in enclosures. Nothing that they do depends on which of them does it. */
export class WorkerPool {
  private readonly idle: Worker[] = []
  /** First those that ask for a decision, `climbs` in number. */
  private readonly waiting: Waiting[] = []
  private climbs = 0
  private readonly workers: Worker[] = []
  private closed = false

  /** @param threads how many; they start with the first job */
  constructor(readonly threads: number) {}

  /** Hands a job to the next free thread. */
  ask(job: Job): Promise<readonly CaseGroup[] | LaneReport> {
    return new Promise((resolve, reject) => {
      // Cases that are nearly decided go before those that are not yet drawn.
      const at = job.ask === 'climb' ? this.climbs++ : this.waiting.length
      this.waiting.splice(at, 0, { job, resolve, reject })
      this.assign()
    })
  }

  /** Ends all threads; jobs that are under way fail, and those that wait are never answered. */
  async close(): Promise<void> {
    this.closed = true
    this.waiting.length = 0
    this.climbs = 0
    // A program that waits for nothing else would end here, and count as one that never got an answer.
    for (const worker of this.workers) worker.ref()
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }

  private hire(): void {
    const worker = ownThread(import.meta.url, 'case-worker')
    worker.unref()
    this.workers.push(worker)
    this.idle.push(worker)
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      if (this.idle.length === 0 && this.workers.length < this.threads) this.hire()
      if (this.idle.length === 0) return
      const worker = this.idle.pop()!
      const { job, resolve, reject } = this.waiting.shift()!
      if (job.ask === 'climb') this.climbs--
      const done = (): void => {
        worker.off('message', answered)
        worker.off('error', failed)
        worker.off('exit', ended)
      }
      const answered = (answer: Answer): void => {
        done()
        if (!this.closed) worker.unref()
        this.idle.push(worker)
        if ('error' in answer) reject(new Error(answer.error))
        else resolve(answer.result)
        this.assign()
      }
      // The thread is gone; another one takes its place with the next job.
      const failed = (error: unknown): void => {
        done()
        this.workers.splice(this.workers.indexOf(worker), 1)
        reject(error)
        this.assign()
      }
      const ended = (): void => failed(new Error('a thread ended before it answered'))
      worker.on('message', answered)
      worker.on('error', failed)
      worker.on('exit', ended)
      worker.ref()
      worker.postMessage(job, job.ask === 'climb' ? buffersOf(job.cases) : [])
    }
  }
}

/** Cases that reach a thread at a time, to be decided in enclosures. */
const MOST_CLIMBERS = 1024
const FEWEST_CLIMBERS = 64

/** Lets the threads of a pool draw and decide. */
export class PoolSource implements CaseSource {
  readonly ahead: number

  constructor(
    private readonly pool: WorkerPool,
    private readonly place: ClaimPlace,
    private readonly seed: number,
    private readonly batch: number | undefined,
  ) {
    this.ahead = 2 * pool.threads + 2
  }

  draw(from: number, to: number): Promise<readonly CaseGroup[]> {
    const { place, seed, batch } = this
    return this.pool.ask({ ask: 'draw', place, seed, batch, from, to }) as Promise<readonly CaseGroup[]>
  }

  async climb(subject: number, batch: Batch): Promise<LaneReport> {
    const { place, seed } = this
    const share = Math.ceil(batch.lanes / this.pool.threads)
    const size = Math.min(MOST_CLIMBERS, Math.max(FEWEST_CLIMBERS, share))
    const parts = Array.from({ length: Math.ceil(batch.lanes / size) }, (_, i) =>
      copied(lanesOf(batch, i * size, Math.min(batch.lanes, (i + 1) * size))),
    )
    const reports = await Promise.all(
      parts.map((cases) => this.pool.ask({ ask: 'climb', place, seed, batch: this.batch, subject, cases })),
    )
    return joined(reports as LaneReport[])
  }
}

/** The same numbers in memory of their own, which can be handed over; the rest is found out anew where it is needed. */
const copied = ({ lanes, names, shapes, data }: Batch): Batch => ({
  lanes,
  names,
  shapes,
  data: Object.fromEntries(names.map((name) => [name, data[name]!.slice()])),
})
