import type { Output } from './services.ts'

/** How often at most, in ms. */
const EVERY = 30_000

/** Writes a line now and then where there is no terminal for a bar, so that whoever waits sees that something moves. */
export class NowAndThen {
  private last: number

  /** @param now a clock, in ms */
  constructor(
    private readonly output: Output,
    private readonly now: () => number,
  ) {
    this.last = now()
  }

  /** Something was written that shows as much. */
  wrote(): void {
    this.last = this.now()
  }

  /** Writes a line when there was none for a while. */
  mayWrite(line: () => string): void {
    if (this.now() - this.last < EVERY) return
    this.output.write(`${line()}\n`)
    this.wrote()
  }
}
