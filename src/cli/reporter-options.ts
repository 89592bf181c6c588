import { InvalidArgumentError, type Command } from 'commander'
import { nearest } from '../claim/find-claim.ts'
import { place } from './place-option.ts'

const WITH_FILE = ['junit', 'ctrf', 'badge', 'jsonl'] as const
const KINDS: readonly string[] = [...WITH_FILE, 'github']
/** Those of a command that has no cases to tell. */
export const WITHOUT_CASES = KINDS.filter((kind) => kind !== 'jsonl')

/** A reporter that the command line names. */
export type AskedReporter =
  { readonly kind: 'github' } | { readonly kind: (typeof WITH_FILE)[number]; readonly file: string }

/** Adds `--reporter` to a command. @param kinds that it has */
export const reporterOption = (command: Command, kinds = KINDS): Command =>
  command.option(
    '--reporter <kind[=file]>',
    `report for CI (docs/ci.md): ${kinds.map((kind) => (kind === 'github' ? kind : `${kind}=FILE`)).join(', ')}; repeatable`,
    (text: string, before: readonly AskedReporter[] = []) => [...before, reporter(text, kinds)],
  )

function reporter(text: string, kinds: readonly string[]): AskedReporter {
  const [kind] = text.split('=', 1)
  const file = text === kind ? undefined : text.slice(kind.length + 1)
  const known = WITH_FILE.find((each) => each === kind && kinds.includes(each))
  if (known) return { kind: known, file: place(`--reporter ${kind}=${example(known)}`)(file ?? '') }
  if (kind !== 'github') {
    const [near] = nearest(kind, kinds)
    throw new InvalidArgumentError(
      `There is no reporter "${kind}"${near === undefined ? '' : `; did you mean ${near}?`} There are: ${kinds.join(', ')}.`,
    )
  }
  if (file !== undefined)
    throw new InvalidArgumentError('It writes no file of its own; write --reporter github.')
  return { kind }
}

const example = (kind: (typeof WITH_FILE)[number]): string =>
  ({ junit: 'junit.xml', ctrf: 'ctrf.json', badge: 'badge.json', jsonl: 'cases.jsonl' })[kind]
