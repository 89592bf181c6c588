import { InvalidArgumentError, type Command } from 'commander'
import { nearest } from '../claim/find-claim.ts'
import { place } from './place-option.ts'

const WITH_FILE = ['junit', 'ctrf', 'badge', 'jsonl'] as const
const KINDS: readonly string[] = [...WITH_FILE, 'github']

/** A reporter that the command line names. */
export type AskedReporter =
  { readonly kind: 'github' } | { readonly kind: (typeof WITH_FILE)[number]; readonly file: string }

/** Adds `--reporter` to a command. */
export const reporterOption = (command: Command): Command =>
  command.option(
    '--reporter <kind[=file]>',
    'report for CI (docs/ci.md): junit=FILE, ctrf=FILE, github, badge=FILE, jsonl=FILE; repeatable',
    reporters,
  )

/** Reads one more reporter. */
function reporters(text: string, before: readonly AskedReporter[] = []): readonly AskedReporter[] {
  const [kind] = text.split('=', 1)
  const file = text === kind ? undefined : text.slice(kind.length + 1)
  return [...before, reporter(kind, file)]
}

function reporter(kind: string, file: string | undefined): AskedReporter {
  const known = WITH_FILE.find((each) => each === kind)
  if (known) return { kind: known, file: place(`--reporter ${kind}=${example(known)}`)(file ?? '') }
  if (kind !== 'github') {
    const [near] = nearest(kind, KINDS)
    throw new InvalidArgumentError(
      `There is no reporter "${kind}"${near === undefined ? '' : `; did you mean ${near}?`} There are: ${KINDS.join(', ')}.`,
    )
  }
  if (file !== undefined)
    throw new InvalidArgumentError('It writes no file of its own; write --reporter github.')
  return { kind }
}

const example = (kind: (typeof WITH_FILE)[number]): string =>
  ({ junit: 'junit.xml', ctrf: 'ctrf.json', badge: 'badge.json', jsonl: 'cases.jsonl' })[kind]
