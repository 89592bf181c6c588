import type { ClaimEvidence } from '../evidence/schema.ts'
import { formatCount } from '../report/format-count.ts'
import type { Output } from './services.ts'
import { barOn } from './terminal-bar.ts'
import { inOneLine } from '../report/visible.ts'

/** Shows how far the claims of a run are, on standard error. */
export interface ClaimProgress {
  begin(id: string, number: number, of: number): void
  advance(done: number, total: number): void
  finish(evidence: ClaimEvidence, seconds: number): void
  /** Leaves the terminal as it was. */
  stop(): void
}

/** A bar on a terminal, a line for every finished claim elsewhere. */
export const claimProgress = (output: Output): ClaimProgress =>
  output.isTTY ? claimBar(output) : claimLines(output)

function claimBar(output: Output): ClaimProgress {
  const format = '[{number}/{of}] {claim} {bar} {done}/{cases} cases · {eta_formatted} left'
  const bar = barOn(output, format, 20)
  return {
    begin(id, number, of) {
      const room = Math.max(12, (output.columns ?? 80) - 62)
      const shown = inOneLine(id)
      const claim = shown.length > room ? `${shown.slice(0, room - 1)}…` : shown
      bar.start(1, 0, { claim, number, of, done: '0', cases: '…' })
    },
    advance(done, total) {
      bar.setTotal(Math.max(done, total))
      bar.update(done, { done: formatCount(done), cases: formatCount(Math.max(done, total)) })
    },
    finish: () => bar.stop(),
    stop: () => bar.stop(),
  }
}

function claimLines(output: Output): ClaimProgress {
  let place = ''
  return {
    begin(_id, number, of) {
      place = `[${number}/${of}]`
    },
    advance() {},
    finish({ id, asExpected, verdict, range }, seconds) {
      const float32 = verdict.float32 ? `, float32 ${verdict.float32.status}` : ''
      output.write(
        `${place} ${asExpected ? '✓' : '✗'} ${inOneLine(id)}: reals ${verdict.reals.status}${float32}` +
          ` · ${formatCount(range.to - range.from)} cases, ${seconds.toFixed(1)} s\n`,
      )
    },
    stop() {},
  }
}
