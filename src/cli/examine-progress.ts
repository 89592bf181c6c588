import type { Progress } from '../examine/examination.ts'
import { NowAndThen } from './now-and-then.ts'
import type { Output } from './services.ts'
import { barOn } from './terminal-bar.ts'

/**
 * Shows how far an examination is: a bar for each part on a terminal; elsewhere a line for each, and one now and then.
 *
 * @param now a clock, in ms
 */
export function examinedProgress(output: Output, now: () => number = () => performance.now()): Progress {
  if (!output.isTTY) return linesOn(output, now)
  const bar = barOn(output, '{what} {bar} {value}/{total} · {eta_formatted} left', 24)
  return {
    begin: (what) => bar.start(1, 0, { what }),
    advance(done, total) {
      bar.setTotal(total)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}

function linesOn(output: Output, now: () => number): Progress {
  const lines = new NowAndThen(output, now)
  let part = ''
  return {
    begin(what) {
      part = what
      output.write(`… ${what}\n`)
      lines.wrote()
    },
    advance: (done, total) => lines.mayWrite(() => `… ${part}: ${done} of ${total}`),
    stop() {},
  }
}
