import type { Evidence } from '../../../evidence/schema.ts'
import { copiedText } from '../copied-text.ts'
import { html, type Content } from '../html.ts'
import { facts } from '../facts.ts'

/** What was run, and on what. */
export function runSection({ run, engine, digest }: Evidence): Content {
  return [
    copiedText('the command of the run', run.command),
    facts({
      program: `${run.tool} ${run.version}, ${run.commit === null ? 'of no known commit' : `commit ${run.commit}`}`,
      seed: run.seed,
      'decided again': DECIDED_AGAIN[run.recheck],
      demand:
        run.demand === null ? 'what each claim demands' : `a probability of failure of at most ${run.demand}`,
      walks:
        run.starts === undefined ? 'none' : `from ${run.starts} cases, for each thing that is looked for`,
      engine: `${engine.name}: ${engine.device}${engine.accelerator === 'software' ? ' (a processor that emulates a GPU)' : ''}, taken because: ${engine.reason}`,
      versions: pairs(engine.versions),
      settings: pairs(engine.settings),
      machine: `Node ${run.node} on ${run.os}`,
      arithmetics: `beyond float64: ${run.arithmetics.mpfr}; exact: ${run.arithmetics.exact}`,
      when: `${run.startedAt}, for ${run.seconds} s`,
      'merged from': run.shards?.map(
        (shard) =>
          html`${shard.command} (${shard.startedAt}, ${shard.seconds} s, Node ${shard.node} on ${shard.os},
            ${shard.digest})<br />`,
      ),
      notes: engine.notes.join(' '),
      'engines that did not start': engine.notRun.join('; '),
      'worse than its makers state': engine.profile.widened.join('; '),
      digest: digest ?? 'none',
    }),
  ]
}

const DECIDED_AGAIN = {
  all: 'all cases that the device decided',
  sample: 'one in 64 of the cases that the device decided, and all that it called violated',
} as const

const pairs = (of: Readonly<Record<string, string>>): string =>
  Object.entries(of)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
