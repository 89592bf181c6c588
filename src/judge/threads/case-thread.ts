import type { Worker } from 'node:worker_threads'
import { memoryOf } from '../../arithmetic/batch.ts'
import { ownThread } from '../../engine/own-script.ts'
import { ownCodeSeconds } from '../../generate/own-code.ts'
import type { CaseGroup } from '../case-group.ts'
import { revived, type JobAnswer, type Order } from './thread-messages.ts'
import type { Drawer, WaitingJob } from './job.ts'

/** A thread ended while it did something; what ended it is said, and is no fault of a case that could be named. */
export class ThreadError extends Error {
  override name = 'ThreadError'
}

/** A thread that does its jobs one after another. It keeps the program running while it has one. */
export class CaseThread implements Drawer {
  private readonly worker: Worker = ownThread(import.meta.url, 'case-worker', {
    codeSeconds: ownCodeSeconds(),
  })
  private readonly taken: WaitingJob[] = []
  private over = false

  /** @param onEnd called when the thread ends without having been asked to; its jobs have failed then */
  constructor(onEnd: () => void) {
    const fail = (error: unknown): void => {
      if (this.over) return
      this.over = true
      for (const { reject } of this.taken.splice(0)) reject(error)
      onEnd()
    }
    this.worker.unref()
    this.worker.on('message', (answer: JobAnswer) => {
      if (this.over) return
      // Whoever hears what nobody waited for in this thread hears it too.
      if ('stray' in answer) return void Promise.reject(new ThreadError(answer.stray))
      const { watch, resolve, reject } = this.taken.shift()!
      if (this.taken.length === 0) this.worker.unref()
      if ('error' in answer) return reject(revived(answer.error))
      watch.add(answer.times)
      resolve(this, answer.result)
    })
    this.worker.on('error', (error: NodeJS.ErrnoException) => fail(this.failure(error)))
    this.worker.on('exit', (code) =>
      fail(
        new ThreadError(
          `${this.doing()}, a thread was ended with code ${code}: its code called process.exit`,
        ),
      ),
    )
  }

  /** Jobs that it has. */
  get jobs(): number {
    return this.taken.length
  }

  take(waiting: WaitingJob): void {
    this.worker.ref()
    this.taken.push(waiting)
    this.post(waiting.job)
  }

  release(groups: readonly CaseGroup[]): void {
    if (!this.over) this.post({ ask: 'keep', memory: groups.flatMap(({ batch }) => memoryOf(batch)) })
  }

  /** Ends it; its jobs are never answered. */
  async end(): Promise<void> {
    this.over = true
    this.taken.length = 0
    // A program that waits for nothing else would end here, and count as one that never got an answer.
    this.worker.ref()
    await this.worker.terminate()
  }

  private failure({ code, message }: NodeJS.ErrnoException): ThreadError {
    return new ThreadError(
      code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `${this.doing()}, a thread ran out of memory; draw smaller cases, or free what is no longer needed`
        : `${this.doing()}, a thread failed: ${message}`,
    )
  }

  private doing(): string {
    const job = this.taken[0]?.job
    if (!job) return 'without work'
    if (job.ask !== 'draw') return `while cases were ${job.ask}d`
    return `while cases ${job.from} to ${job.to - 1} were drawn`
  }

  private post(order: Order): void {
    this.worker.postMessage(order)
  }
}
