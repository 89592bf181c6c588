import type { ClaimProgress } from './claim-progress.ts'
import type { Output } from './services.ts'
import { barOn } from './terminal-bar.ts'

/** Shows how many of some things are done: a bar on a terminal, a line for every tenth of them elsewhere. */
export function countProgress(output: Output, things: string): Pick<ClaimProgress, 'advance' | 'stop'> {
  if (!output.isTTY)
    return {
      advance(done, total) {
        if (done === total || done % 10 === 0) output.write(`${done} of ${total} ${things}\n`)
      },
      stop() {},
    }
  const bar = barOn(output, `{bar} {value}/{total} ${things} · {eta_formatted} left`, 30)
  return {
    advance(done, total) {
      if (!bar.isActive) bar.start(total, done)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
