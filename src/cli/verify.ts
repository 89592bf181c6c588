import { Option, type Command } from 'commander'
import { evidenceText } from '../evidence/evidence-text.ts'
import { prepareFolder } from '../evidence/write.ts'
import { evidenceFile, runCampaigns, type Ended, type Run } from './campaigns.ts'
import { ExitCode } from './exit-code.ts'
import { seconds, seed, wholeNumber } from './numbers.ts'
import { DEFAULT_SEED, prepareRun, rangeOf, type VerifyOptions } from './prepare-run.ts'
import { isPlace, select, withFilters } from './selection.ts'
import type { Surroundings } from './surroundings.ts'
import { verdictTable } from './verdict-table.ts'

/** `assay verify`: attacks claims, says what came of it, and leaves the evidence. */
export function verifyCommand(
  program: Command,
  around: Surroundings,
  answer: (code: ExitCode) => void,
  argv: readonly string[],
): void {
  const command = program
    .command('verify')
    .summary('attack claims with random cases; leaves a table of verdicts and a file of evidence')
    .description(
      'Attacks claims with random cases, prints their verdicts, and writes the evidence.\n' +
        'Exit code: 0 all verdicts as expected, 1 not all, 2 usage or environment error, 130 interrupted.',
    )
    .argument('[claim...]', 'ids of claims, or files and folders of further claims; all claims when left out')
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option('--seed <n>', `seed of all random cases (default: ${DEFAULT_SEED})`, seed)
    .addOption(
      new Option('--cases <n>', 'cases for each claim (default: as each claim says)')
        .argParser(wholeNumber(1, '--cases 20000'))
        .conflicts(['seconds', 'casesTo']),
    )
    .addOption(
      new Option('--seconds <s>', 'time for each claim, instead of a number of cases')
        .argParser(seconds)
        .conflicts(['casesTo']),
    )
    .option(
      '--batch <n>',
      'cases in a batch (default: measured); no influence on results',
      wholeNumber(1, '--batch 512'),
    )
    .option(
      '--threads <n>',
      'threads beside the one of the engine (default: one fewer than processors); no influence on results',
      wholeNumber(0, '--threads 4'),
    )
    .option('--cases-from <index>', 'first case of a range of indices', wholeNumber(0, '--cases-from 0'))
    .option('--cases-to <index>', 'end of the range, itself excluded', wholeNumber(1, '--cases-to 1000'))
  withFilters(command)
    .option('--out <folder>', 'folder of the evidence', 'evidence')
    .option('--resume', 'go on with the interrupted run in the folder of the evidence')
    .option('--json', 'print the evidence instead of the table')
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay verify\n  $ assay verify softmax-row-order-strict --cases 100000 --seed 7\n' +
        '  $ assay verify ./my-claims --theme order --out evidence/mine',
    )
    .action(async (args: string[], options: VerifyOptions) =>
      answer(await verify(args, options, argv, around)),
    )
}

async function verify(
  args: string[],
  options: VerifyOptions,
  argv: readonly string[],
  around: Surroundings,
): Promise<ExitCode> {
  const range = rangeOf(options)
  const found = await around.discover(args.filter(isPlace))
  const { selected, problems } = select(found, args, options)
  if (problems.length > 0) {
    for (const problem of problems) around.stderr.write(`error: ${problem.message}\n`)
    around.stderr.write('Nothing was verified. Mend what is named above, or name the claims to verify.\n')
    return ExitCode.CannotRun
  }
  prepareFolder(options.out)
  const run = await prepareRun(argv, options, range, selected, around)
  const abort = new AbortController()
  const release = around.onInterrupt(() => {
    around.stderr.write('\nStopping after this batch …\n')
    abort.abort(new Error('interrupted'))
  })
  const pool = await around.openPool(options.threads)
  try {
    const pooled = { ...run, options: { ...run.options, pool } }
    return report(run, await runCampaigns(pooled, abort.signal, around), options, around)
  } finally {
    release()
    await pool.close()
  }
}

function report(run: Run, ended: Ended, options: VerifyOptions, { stdout, stderr }: Surroundings): ExitCode {
  const { claims } = ended.evidence
  const fine = claims.filter(({ asExpected }) => asExpected).length
  const of = run.selected.length
  if (options.json) stdout.write(evidenceText(ended.evidence))
  else if (claims.length > 0) stdout.write(`${verdictTable(claims, stdout.columns ?? 100)}\n`)
  for (const { id, message } of ended.failed) stderr.write(`error: ${id} could not be judged: ${message}\n`)
  if (ended.interrupted) {
    const left =
      claims.length > 0
        ? `${claims.length} of ${of} claims are kept in ${evidenceFile(run)}`
        : 'no claim was finished'
    stderr.write(`Interrupted; ${left}. Go on with the same command and --resume.\n`)
    return ExitCode.Interrupted
  }
  const where = claims.length > 0 ? `evidence written to ${evidenceFile(run)}` : 'no evidence written'
  const summary = `${fine} of ${of} claims as expected · ${where}\n`
  ;(options.json ? stderr : stdout).write(summary)
  if (ended.failed.length > 0) return ExitCode.CannotRun
  return fine === of ? ExitCode.Fine : ExitCode.NotAsExpected
}
