import { markdownText } from '../markdown-text.ts'
import type { Outcome, ReportedRun, ReportedTest } from './reported-run.ts'

/** Bytes that GitHub takes as the summary of a step; of more it takes nothing. */
export const MOST_BYTES = 2 ** 20

const MARKS: Readonly<Record<Outcome, string>> = {
  passed: '✅',
  failed: '❌',
  error: '💥',
  inconclusive: '❔',
  skipped: '⏭️',
  pending: '⏳',
}

/**
 * A run as Markdown for the summary of a job: a table, then what did not pass, in full.
 *
 * @param room bytes that it may take; what does not fit is left out, and said so
 */
export function githubSummary(run: ReportedRun, room = MOST_BYTES): string {
  const { name, state, headline, facts, columns, tests } = run
  const head = [
    `### ${markdownText(name)}: ${markdownText(headline)}${state === 'finished' ? '' : ` (${state})`}`,
    '',
    facts.map(([fact, value]) => `${markdownText(fact)}: ${markdownText(value)}`).join(' · '),
    '',
    row(['', 'test', ...columns.map(markdownText)]),
    row(['', '', ...columns].map(() => '---')),
  ]
  const rows = tests.map(({ outcome, name, cells }) =>
    row([`${MARKS[outcome]} ${outcome}`, markdownText(name), ...cells.map(markdownText)]),
  )
  const failures = tests.filter(({ details }) => details.length > 0).map(inFull)
  return fitting([...head, ...rows], failures, room)
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function inFull({ name, details, outcome }: ReportedTest): string {
  const text = details.join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `\n#### ${MARKS[outcome]} ${markdownText(name)}\n\n${fence}text\n${text}\n${fence}`
}

function fitting(lines: readonly string[], failures: readonly string[], room: number): string {
  const parts = [...lines, ...failures]
  const left = (count: number): string =>
    `\n${count} more rows and failures do not fit into a summary; the file of evidence holds them.`
  const bytes = (text: string): number => Buffer.byteLength(text) + 1
  if (parts.reduce((sum, part) => sum + bytes(part), 0) <= room) return `${parts.join('\n')}\n`
  let free = room - bytes(left(parts.length))
  const kept = parts.findIndex((part) => (free -= bytes(part)) < 0)
  return `${[...parts.slice(0, kept), left(parts.length - kept)].join('\n')}\n`
}
