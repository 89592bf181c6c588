import { shellWord } from '../report/shell-word.ts'
import type { ExitCode } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import { toolVersion } from './installation.ts'
import { place } from './place-option.ts'
import type { AddCommand, Services } from './services.ts'

interface MergeCommandOptions {
  readonly out: string
  readonly claims: readonly string[]
  readonly work?: number
}

/** `assay merge`: the evidence of all shards of a run as that of one run. */
export const mergeCommand: AddCommand = (program, services, answer, argv) => {
  const wanted = place('--claims my-claims')
  program
    .command('merge')
    .summary('join the evidence of all shards of a run')
    .description(
      'Joins what runs of `assay verify` with --shard 1/n to n/n found out. The result is the evidence of one run, byte for ' +
        'byte but for what it says of the run itself; it is refused where a shard is missing, given twice or of another run.\n' +
        'Exit code: 0 all verdicts as expected, 1 not all, 2 the files are not the shards of one run, 3 nothing is wrong but ' +
        'that verdicts need more cases.',
    )
    .argument('<evidence...>', 'the file of each shard, in any order')
    .requiredOption('-o, --out <file>', 'the file of the merged evidence', place('-o evidence/merged.json'))
    .option(
      '--claims <place>',
      'a file or folder of further claims that they are about; may be given several times',
      (text: string, before: readonly string[]) => [...before, wanted(text)],
      [],
    )
    .option(
      '--work <n>',
      'raises the limits on what a file may ask for n-fold, as that of `assay audit`',
      wholeNumber(1, '--work 10'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ assay merge evidence/shard-*/evidence.json -o evidence/evidence.json',
    )
    .action(async (paths: string[], options: MergeCommandOptions) =>
      answer(await merge(paths, options, argv, services)),
    )
}

async function merge(
  paths: readonly string[],
  { out, claims: places, work }: MergeCommandOptions,
  argv: readonly string[],
  services: Services,
): Promise<ExitCode> {
  const { stdout, discover } = services
  const { mergeShards } = await import('../report/merge/merge.ts')
  const { evidenceText } = await import('../evidence/evidence-text.ts')
  const { whileHolding, writeWhole } = await import('../evidence/write.ts')
  const { codeOf, showVerdicts, summary } = await import('./tell-verdicts.ts')
  const { askedBy } = await import('./asked-by.ts')
  const merging = async (): Promise<ExitCode> => {
    const found = await discover(places)
    const evidence = await mergeShards(paths, found, {
      command: ['assay', ...argv].map(shellWord).join(' '),
      version: toolVersion(),
      ...askedBy(found, places, services),
      ...(work !== undefined && { work }),
    })
    writeWhole(out, evidenceText(evidence))
    const { claims, run } = evidence
    const ids = new Set(claims.map(({ id }) => id))
    const judged = found.claims.filter(({ claim }) => ids.has(claim.id))
    showVerdicts(evidence, judged, false, stdout)
    stdout.write(`${summary(claims, claims.length)} · ${run.shards?.length} shards merged to ${out}\n`)
    return codeOf(claims)
  }
  return whileHolding(out, merging, { reads: paths })
}
