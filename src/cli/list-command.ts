import { Option } from 'commander'
import Table from 'cli-table3'
import { subjectsOf } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { NOT_TESTABLE } from '../claim/not-testable.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import { isPlace, select, withFilters, type Filters } from './claim-selection.ts'
import type { AddCommand, Services } from './services.ts'

/** `assay list`: the claims that there are. */
export const listCommand: AddCommand = (program, services, answer) => {
  const command = program
    .command('list')
    .summary('the claims, with filters')
    .description(
      'Lists the claims: id, theme, kind, subjects, and the verdict that is expected over the reals.',
    )
    .argument('[claim...]', 'ids of claims, or files and folders of further claims; all claims when left out')
  withFilters(command)
    .addOption(
      new Option('--expect <verdict>', 'only claims of which this is expected over the reals').choices([
        'holds',
        'refuted',
      ]),
    )
    .option('--open', 'the open hypotheses instead, which are exploratory and no claims')
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay list --theme rank\n  $ assay list --expect refuted --json | jq -r ".[].id"',
    )
    .action(async (args: string[], { open, ...options }: Filters & { json?: boolean; open?: boolean }) => {
      if (open) return listOpen(args, options, services.stdout)
      const found = await services.discover(args.filter(isPlace))
      const { selected, problems } = select(found, args, options)
      const { stdout, stderr } = services
      if (options.json) stdout.write(`${JSON.stringify(selected.map(summary), null, 2)}\n`)
      else if (selected.length > 0)
        stdout.write(`${table(selected, stdout.columns ?? 100)}\n${untested(selected, args, options)}`)
      for (const problem of problems) stderr.write(`error: ${problem.message}\n`)
      answer(problems.length > 0 ? ExitCode.CannotRun : ExitCode.Fine)
    })
}

/** Open hypotheses, each marked as exploratory. */
async function listOpen(
  ids: readonly string[],
  { json, ...filters }: Filters & { json?: boolean },
  stdout: Services['stdout'],
): Promise<void> {
  const filter = Object.keys(filters).at(0)
  if (filter !== undefined) throw new UsageError(`--open has no --${filter}: open hypotheses have ids alone`)
  const { findHypotheses } = await import('../open/find-hypotheses.ts')
  const found = await findHypotheses(ids).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  })
  const rows = found.map(({ id, number, title, question }) => ({
    ...{ label: 'exploratory', number, id, title, question },
  }))
  stdout.write(
    json
      ? `${JSON.stringify(rows, null, 2)}\n`
      : rows.map(({ number, id, title }) => `${number}  ${id} (exploratory): ${title}\n`).join(''),
  )
}

function summary({ claim, theme, file }: LoadedClaim): Record<string, unknown> {
  const { id, title, kind, source, expect } = claim
  return {
    id,
    title,
    theme,
    kind,
    subject: subjectsOf(claim.subject).map(({ name }) => name),
    source,
    expect,
    file,
  }
}

function table(claims: readonly LoadedClaim[], columns: number): string {
  const plain = new Table({
    head: ['claim', 'theme', 'kind', 'expected', ...(columns >= 110 ? ['title'] : [])],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
      ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
      ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
    },
  })
  for (const { claim, theme } of claims) {
    const reconstructed = claim.source.attribution === 'reconstructed' ? ' (reconstructed)' : ''
    const title = columns >= 110 ? [claim.title] : []
    plain.push([claim.id + reconstructed, theme, claim.kind, claim.expect.reals, ...title])
  }
  return plain.toString().replace(/ +$/gm, '')
}

/** What the catalogue states and no case can decide: told where all claims of its theme are listed. */
function untested(listed: readonly LoadedClaim[], args: readonly string[], filters: Filters): string {
  const { kind, subject, expect } = filters
  if ([kind, subject, expect, args[0]].some((narrows) => narrows !== undefined)) return ''
  return NOT_TESTABLE.filter((statement) => listed.some(({ theme }) => theme === statement.theme))
    .map(({ id, theme, why }) => `not testable: ${id} (${theme}). ${why}\n`)
    .join('')
}
