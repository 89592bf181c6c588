import { SingleBar } from 'cli-progress'
import type { Output } from './surroundings.ts'

/** Shows how many of some things are done: a bar on a terminal, a line for every tenth of them elsewhere. */
export function countOn(
  output: Output,
  things: string,
): { advance(done: number, total: number): void; stop(): void } {
  if (!output.isTTY)
    return {
      advance(done, total) {
        if (done === total || done % 10 === 0) output.write(`${done} of ${total} ${things}\n`)
      },
      stop() {},
    }
  const bar = new SingleBar({
    stream: output as NodeJS.WriteStream,
    format: `{bar} {value}/{total} ${things} · {eta_formatted} left`,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  })
  let running = false
  return {
    advance(done, total) {
      if (!running) bar.start(total, done)
      running = true
      bar.update(done)
    },
    stop() {
      if (running) bar.stop()
      running = false
    },
  }
}
