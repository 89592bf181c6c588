import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Command } from 'commander'
import { idOfFile, isScript } from '../claim/claim-files.ts'
import type { Evidence } from '../evidence/schema.ts'
import { shellWord } from '../report/shell-word.ts'
import { UsageError } from './exit-code.ts'
import { place } from './place-option.ts'
import { unalteredEvidence } from './unaltered-evidence.ts'

/** Where `assay verify` leaves the evidence. */
const DEFAULT = 'evidence/evidence.json'

/** The option that names the evidence of which a command tells. */
export const withEvidence = (command: Command): Command =>
  command.option('--evidence <file>', 'the file of evidence', place('--evidence mine/evidence.json'), DEFAULT)

/** What a claim is called in evidence, by its id or by its file. */
export const namedInEvidence = (argument: string): string =>
  isScript(argument) ? idOfFile(argument) : argument

/**
 * Evidence that is shown to others: whole, and as it was written.
 *
 * @param about what is looked for in it, if it is one thing
 * @throws {UsageError} when there is none, with the command that makes it, or it was changed since; {EvidenceError} when
 * it cannot be read, or is none
 */
export async function citedEvidence(path: string, about?: string): Promise<Evidence> {
  if (!existsSync(path))
    throw new UsageError(
      `there is no evidence ${path}; \`${commandFor(path, about)}\` makes it, or name another file by --evidence`,
    )
  return unalteredEvidence(path, 'cited')
}

function commandFor(path: string, about: string | undefined): string {
  const folder = dirname(path)
  const out = basename(path) !== basename(DEFAULT) || folder === dirname(DEFAULT) ? [] : ['--out', folder]
  return ['assay', 'verify', ...(about === undefined ? [] : [about]), ...out].map(shellWord).join(' ')
}
