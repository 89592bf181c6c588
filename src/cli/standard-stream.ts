import { styleText } from 'node:util'
import type { Output } from './services.ts'
import { unordered, visible } from '../report/visible.ts'

/** Whoever reads has gone, or there never was anybody. */
const LEFT = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']

/**
 * A standard stream of the process, which never ends the program: it falls silent when its reader leaves, or when it
 * cannot be written. What is written is shown, never obeyed, by terminals or by the CI that reads it: see `unordered`.
 */
export class StandardStream implements Output {
  /** What the system said when it could not be written, other than that nobody reads. */
  fault: NodeJS.ErrnoException | undefined
  private silent = false

  constructor(private readonly stream: NodeJS.WriteStream) {
    stream.on('error', (error) => this.fail(error))
  }

  get isTTY(): boolean {
    return this.stream.isTTY
  }

  get colours(): boolean {
    return styleText('bold', 'x', { stream: this.stream, validateStream: true }) !== 'x'
  }

  get columns(): number {
    return this.stream.columns
  }

  write(text: string): void {
    this.put(unordered(visible(text)))
  }

  control(text: string): void {
    this.put(unordered(text))
  }

  command(text: string): void {
    this.put(visible(text))
  }

  private put(text: string): void {
    if (this.silent) return
    try {
      this.stream.write(text)
    } catch (error) {
      this.fail(error as Error)
    }
  }

  /** Resolves when all that was written has arrived, or never will. */
  flushed(): Promise<void> {
    if (this.silent) return Promise.resolve()
    return new Promise((resolve) => {
      this.stream.once('error', () => resolve())
      this.stream.write('', () => resolve())
    })
  }

  private fail(error: NodeJS.ErrnoException): void {
    // The terminal that was closed answers EIO.
    const left = LEFT.includes(error.code ?? '') || (error.code === 'EIO' && this.stream.isTTY)
    if (!this.silent && !left) this.fault = error
    this.silent = true
  }
}

export const STDOUT = new StandardStream(process.stdout)
export const STDERR = new StandardStream(process.stderr)
