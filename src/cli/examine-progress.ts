import type { Progress } from '../examine/examination.ts'
import type { Output } from './services.ts'
import { barOn } from './terminal-bar.ts'

/** Shows how far an examination is: a bar for each part on a terminal, a line for each elsewhere. */
export function examinedProgress(output: Output): Progress {
  if (!output.isTTY) return { begin: (what) => void output.write(`… ${what}\n`), advance() {}, stop() {} }
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
