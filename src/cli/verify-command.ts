import { Option, type Command } from 'commander'
import { limitOwnCode } from '../generate/own-code.ts'
import { whileHolding } from '../evidence/write.ts'
import { judgeClaims, type Judged, type Verification } from './judge-claims.ts'
import { ExitCode } from './exit-code.ts'
import { probability, seconds, seed, wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import { prepareVerification } from './prepare-verification.ts'
import { reporterOption } from './reporter-options.ts'
import type { Reporting } from './reporting.ts'
import { evidenceFile } from './resume.ts'
import { isPlace, select, withFilters } from './claim-selection.ts'
import { withExtent } from './extent-options.ts'
import { withRange } from './range-options.ts'
import type { AddCommand, Services } from './services.ts'
import { tellVerdicts } from './tell-verdicts.ts'
import { tuneForShortWork } from './tune-for-short-work.ts'
import { DEFAULT_SEED, demandSafe, isTimed, rangeOf, type VerifyOptions } from './verify-options.ts'

/** `assay verify`: attacks claims, says what came of it, and leaves the evidence. */
export const verifyCommand: AddCommand = (program, services, answer, argv) => {
  const command = program
    .command('verify')
    .summary('attack claims with random cases; leaves a table of verdicts and a file of evidence')
    .description(
      'Attacks claims with random cases, prints their verdicts, and writes the evidence.\n' +
        'Exit code: 0 all verdicts as expected, 1 not all, 2 usage or environment error, ' +
        '3 verdicts need more cases and nothing else is wrong, 130 interrupted.',
    )
    .argument('[claim...]', 'ids of claims, or files and folders of further claims; all claims when left out')
  reporterOption(withFilters(runOptions(command)))
    .option('--out <folder>', 'folder of the evidence', place('--out evidence/mine'), 'evidence')
    .option('--resume', 'go on with the interrupted run in the folder of the evidence')
    .option(
      '--changed',
      'only what changed since the evidence in the folder; what is as expected of the rest is taken over',
    )
    .addOption(
      new Option('--baseline <file>', 'the evidence that is taken over from, instead')
        .argParser(place('--baseline main/evidence.json'))
        .implies({ changed: true }),
    )
    .option(
      '--verbose',
      'print the sentences of all verdicts below the table, and how hard each claim was attacked',
    )
    .option('--json', 'print the evidence instead of the table')
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay verify\n  $ assay verify softmax-row-order-strict --cases 100000 --seed 7\n' +
        '  $ assay verify ./my-claims --theme order --out evidence/mine',
    )
    .action(async (args: string[], options: VerifyOptions) =>
      answer(await verify(args, options, argv, services)),
    )
}

/** How much is tried, and where. */
const runOptions = (command: Command): Command =>
  withExtent(withRange(command))
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option('--seed <n>', `seed of all random cases (default: ${DEFAULT_SEED})`, seed)
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
    .addOption(
      new Option(
        '--recheck <which>',
        'cases that are decided again over the reals where the device decides them',
      )
        .choices(['sample', 'all'])
        .default('sample'),
    )
    .option(
      '--demand <p>',
      'largest probability of failure that a verdict may leave open (default: as each claim says, or 0.01)',
      probability,
    )
    .addOption(
      new Option(
        '--attack <how>',
        'gradient: walk against the gradient of the margin too, from the first random cases',
      ).choices(['gradient']),
    )
    .addOption(
      new Option('--starts <n>', 'walks for each thing that is looked for; with it --attack is gradient')
        .argParser(wholeNumber(1, '--starts 16'))
        .default(16)
        .implies({ attack: 'gradient' }),
    )
    .option('--code-seconds <s>', "time for each piece of a claim's own code (default: 60)", seconds)

async function verify(
  args: string[],
  options: VerifyOptions,
  argv: readonly string[],
  services: Services,
): Promise<ExitCode> {
  const range = rangeOf(options)
  if (options.codeSeconds !== undefined) limitOwnCode(options.codeSeconds)
  const found = await services.discover(args.filter(isPlace))
  const { selected, problems } = select(found, args, options)
  if (problems.length > 0) {
    for (const problem of problems) services.stderr.write(`error: ${problem.message}\n`)
    services.stderr.write('Nothing was verified. Mend what is named above, or name the claims to verify.\n')
    return ExitCode.CannotRun
  }
  if (range.to === undefined && !isTimed(options)) {
    tuneForShortWork()
    for (const { claim } of selected) demandSafe(range.from, await services.casesOf(claim))
  }
  const file = evidenceFile(options.out)
  const { whileReporting } = await import('./open-reporters.ts')
  return whileHolding(file, () =>
    whileReporting(options, file, services, async (reporting) => {
      const abort = new AbortController()
      const release = services.onInterrupt(() => abort.abort(new Error('interrupted')))
      try {
        const prepared = await prepareVerification(argv, options, range, selected, services)
        const { budget } = options
        const deadline = budget === undefined ? {} : { deadline: services.began + 1000 * budget }
        const judged = await judgedByThreads(
          { ...prepared, ...deadline },
          reporting,
          options.threads,
          abort.signal,
          services,
        )
        const code = tellVerdicts(judged, selected, options, services)
        return reporting.unwritten && code !== ExitCode.Interrupted ? ExitCode.CannotRun : code
      } finally {
        release()
      }
    }),
  )
}

async function judgedByThreads(
  prepared: Verification,
  reporting: Reporting,
  threads: number | undefined,
  signal: AbortSignal,
  services: Services,
): Promise<Judged> {
  const pool = await services.openPool(threads)
  try {
    return await judgeClaims(
      { ...prepared, options: { ...prepared.options, pool } },
      reporting,
      signal,
      services,
    )
  } finally {
    await pool.close()
  }
}
