import { Option } from 'commander'
import type { Evidence } from '../evidence/schema.ts'
import { DIFF_FORMATS, diffText, type DiffFormat } from '../report/diff/diff-text.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import type { AddCommand } from './services.ts'
import { unalteredEvidence } from './unaltered-evidence.ts'

interface DiffOptions {
  readonly format: DiffFormat
  readonly failOn?: 'regression'
}

/** `assay diff`: in which two files of evidence differ, and whether the new one says less. */
export const diffCommand: AddCommand = (program, services, answer) => {
  program
    .command('diff')
    .summary('in which two files of evidence differ: verdicts, limits, claims')
    .description(
      'Compares two files of evidence, of claims or of examinations: first what they depend on, then verdicts, variants, ' +
        'limits, undecided shares, tightness, new and lost claims. A regression is a status that differs and is not ' +
        'stronger, or of which nothing is said any more; a limit is none.\n' +
        'Exit code: 0, 1 with --fail-on regression where there is one, 2 usage error or a file that cannot be read.',
    )
    .argument('<old>', 'the file of evidence to compare with')
    .argument('<new>', 'the file of evidence that is compared')
    .addOption(new Option('--format <name>', 'how it is told').choices(DIFF_FORMATS).default('text'))
    .addOption(new Option('--fail-on <what>', 'exit with 1 where there is one').choices(['regression']))
    .addHelpText(
      'after',
      '\nExample:\n  $ assay diff main/evidence.json evidence/evidence.json --fail-on regression',
    )
    .action(async (oldPath: string, newPath: string, { format, failOn }: DiffOptions) => {
      const { evidenceDiff } = await import('../report/diff/evidence-diff.ts')
      const files: { path: string; evidence: Evidence }[] = []
      for (const path of [oldPath, newPath])
        files.push({ path, evidence: await unalteredEvidence(path, 'compared') })
      demandComparable(files)
      const diff = evidenceDiff(files[0].evidence, files[1].evidence)
      services.stdout.write(diffText(diff, format))
      answer(failOn && diff.regressions > 0 ? ExitCode.NotAsExpected : ExitCode.Fine)
    })
}

/** @throws {UsageError} when one file alone is of an examination */
function demandComparable(files: readonly { readonly path: string; readonly evidence: Evidence }[]): void {
  const examined = files.filter(({ evidence }) => evidence.examined)
  if (examined.length === 1)
    throw new UsageError(
      `${examined[0].path} is of an examination, and the other file is of claims; compare two of one kind`,
    )
}
