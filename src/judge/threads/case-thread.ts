import type { Worker } from 'node:worker_threads'
import { ownThread } from '../../engine/own-script.ts'
import type { CaseGroup } from '../case-group.ts'
import type { JobAnswer, Order } from './case-worker.ts'
import type { Drawer, WaitingJob } from './job.ts'

/** A thread that does its jobs one after another. It keeps the program running while it has one. */
export class CaseThread implements Drawer {
  private readonly worker: Worker = ownThread(import.meta.url, 'case-worker')
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
      const { resolve, reject } = this.taken.shift()!
      if (this.taken.length === 0) this.worker.unref()
      if ('error' in answer) reject(new Error(answer.error))
      else resolve(this, answer.result)
    })
    this.worker.on('error', fail)
    this.worker.on('exit', () => fail(new Error('a thread ended before it answered')))
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
    if (!this.over)
      this.post({ ask: 'keep', memory: groups.flatMap(({ batch }) => Object.values(batch.data)) })
  }

  /** Ends it; its jobs are never answered. */
  async end(): Promise<void> {
    this.over = true
    this.taken.length = 0
    // A program that waits for nothing else would end here, and count as one that never got an answer.
    this.worker.ref()
    await this.worker.terminate()
  }

  private post(order: Order): void {
    this.worker.postMessage(order)
  }
}
