import { WriteError } from '../evidence/write.ts'
import type { Output } from './services.ts'

/**
 * Writes again and again what a run has found. A disk that fails is told at once and ends nothing: what was written
 * before stays as it was, and each write is another attempt.
 */
export class Keeper {
  /** Why the last write failed. */
  unwritten: string | undefined

  constructor(private readonly stderr: Output) {}

  /** @param write throws `WriteError` where nothing could be written, and leaves what was there */
  keep(write: () => void): void {
    const before = this.unwritten
    try {
      write()
      this.unwritten = undefined
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      this.unwritten = error.message
      if (before === undefined) this.stderr.write(`error: ${error.message}\n`)
    }
  }
}
