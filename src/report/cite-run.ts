import type { Evidence } from '../evidence/schema.ts'
import { formatCount } from './format-count.ts'

/** Where and by what evidence was found. */
export function runSentence({ run, engine, digest }: Evidence): string {
  const commit = run.commit === null ? '' : `, commit ${run.commit}`
  const found = `engine ${engine.name} (${engine.device}); ${run.tool} ${run.version}${commit}`
  return `Found with ${found}; evidence ${digest ?? 'without a digest'}.`
}

/** What makes the whole run less than it could be; nothing where it is whole. */
export function incompleteSentences({ complete, run, claims }: Evidence): string[] {
  if (complete) return []
  const finished = `${formatCount(claims.length)} of ${formatCount(run.selected.length)} claims`
  return [`The run had not ended when this was written: ${finished} were judged.`]
}
