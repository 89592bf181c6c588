import { SingleBar } from 'cli-progress'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { grouped } from './grouped.ts'
import type { Output } from './surroundings.ts'

/** Shows how far a run is, on standard error. */
export interface Progress {
  begin(id: string, number: number, of: number): void
  advance(done: number, total: number): void
  finish(evidence: ClaimEvidence, seconds: number): void
  /** Leaves the terminal as it was. */
  stop(): void
}

/** A bar on a terminal, a line for every finished claim elsewhere. */
export const progressOn = (output: Output): Progress => (output.isTTY ? bar(output) : lines(output))

function bar(output: Output): Progress {
  const single = new SingleBar({
    stream: output as NodeJS.WriteStream,
    format: '[{number}/{of}] {claim} {bar} {done}/{cases} cases · {eta_formatted} left',
    barsize: 20,
    hideCursor: true,
    clearOnComplete: true,
    // The program heeds signals itself, so that finished claims are kept.
    gracefulExit: false,
    fps: 10,
  })
  return {
    begin(id, number, of) {
      const room = Math.max(12, (output.columns ?? 80) - 62)
      const claim = id.length > room ? `${id.slice(0, room - 1)}…` : id
      single.start(1, 0, { claim, number, of, done: '0', cases: '…' })
    },
    advance(done, total) {
      single.setTotal(Math.max(done, total))
      single.update(done, { done: grouped(done), cases: grouped(Math.max(done, total)) })
    },
    finish() {
      single.stop()
    },
    stop() {
      single.stop()
    },
  }
}

function lines(output: Output): Progress {
  let place = ''
  return {
    begin(_id, number, of) {
      place = `[${number}/${of}]`
    },
    advance() {},
    finish(evidence, seconds) {
      const { verdict, range } = evidence
      const float32 = verdict.float32 ? `, float32 ${verdict.float32.status}` : ''
      output.write(
        `${place} ${evidence.asExpected ? '✓' : '✗'} ${evidence.id}: reals ${verdict.reals.status}${float32}` +
          ` · ${grouped(range.to - range.from)} cases, ${seconds.toFixed(1)} s\n`,
      )
    },
    stop() {},
  }
}
