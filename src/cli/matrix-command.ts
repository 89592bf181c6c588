import { join } from 'node:path'
import type { Command } from 'commander'
import type { Matrix } from '../evidence/matrix-schema.ts'
import type { BrokenMechanism } from '../matrix/broken/broken-mechanism.ts'
import { shellWord } from '../report/shell-word.ts'
import { inOneLine } from '../report/visible.ts'
import { brokenAttentions } from './broken-attentions.ts'
import { isPlace, select } from './claim-selection.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import { seed, wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import type { AddCommand, Services } from './services.ts'
import { DEFAULT_SEED } from './verify-options.ts'

/** What the command line says of a kill matrix. */
export interface MatrixCommandOptions {
  readonly claims?: readonly string[]
  readonly mutants?: readonly string[]
  readonly cases: number
  readonly starts: number
  readonly seed: number
  readonly out: string
  readonly page?: string
  readonly list?: boolean
  readonly json?: boolean
}

/** `assay matrix`: which claims kill which broken attentions, and in how many cases. */
export const matrixCommand: AddCommand = (program, services, answer, argv) => {
  options(program.command('matrix'))
    .summary('which claims kill which broken attentions, and in how many cases')
    .description(
      'Puts claims to attentions with one mistake each, by random cases and by walks against the gradient, and writes\n' +
        'matrix.json, which `assay audit` checks again. Needs no engine: cases are decided by enclosures.\n' +
        'Exit code: 0 each mistake that can show is killed by a claim, 1 one is not, 2 usage or environment error.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay matrix --out evidence/matrix --page docs/matrix.md\n' +
        '  $ assay matrix --claims softmax-row-order-strict --mutants "double softmax" "scores capped"',
    )
    .action(async (options: MatrixCommandOptions) => {
      const { BROKEN_MECHANISMS } = await import('../matrix/broken/broken-mechanisms.ts')
      if (options.list) {
        for (const { name, mistake } of BROKEN_MECHANISMS) services.stdout.write(`${name}  ${mistake}\n`)
        return
      }
      const mutants = options.mutants
        ? brokenAttentions(BROKEN_MECHANISMS, options.mutants)
        : BROKEN_MECHANISMS
      const [{ whileHolding }, { MATRIX_FILE }, { survivors }] = await Promise.all([
        import('../evidence/write.ts'),
        import('../evidence/matrix-file.ts'),
        import('../report/matrix/summary.ts'),
      ])
      const made = async (): Promise<Matrix> => {
        const matrix = await attacked(mutants, options, argv, services)
        await tell(matrix, options, services)
        return matrix
      }
      const reads = [join(options.out, MATRIX_FILE)]
      const matrix = await whileHolding(options.page, made, { option: '--page', reads })
      if (survivors(matrix).length > 0) answer(ExitCode.NotAsExpected)
    })
}

const options = (command: Command): Command =>
  command
    .option('--claims <claim...>', 'ids of claims, or files and folders of further ones; all when left out')
    .option('--mutants <name...>', 'names of broken attentions; all when left out')
    .option('--list', 'tell which broken attentions there are')
    .option('--cases <n>', 'random cases of each claim, at most', wholeNumber(1, '--cases 1000'), 1000)
    .option('--starts <n>', 'walks of each claim; 0 for none', wholeNumber(0, '--starts 4'), 4)
    .option('--seed <n>', 'seed of all random cases', seed, DEFAULT_SEED)
    .option('--out <folder>', 'folder of matrix.json', place('--out evidence/matrix'), 'evidence/matrix')
    .option('--page <file>', 'writes the matrix as a page of Markdown too', place('--page docs/matrix.md'))
    .option('--json', 'print the file instead of a summary')

async function attacked(
  mutants: readonly BrokenMechanism[],
  { claims: args = [], seed, cases, starts, out }: MatrixCommandOptions,
  argv: readonly string[],
  services: Services,
): Promise<Matrix> {
  const found = await services.discover(args.filter(isPlace))
  const { selected, problems } = select(found, args, {})
  const [problem] = problems
  if (problem) throw new UsageError(`${problem.message}; mend it, or name the claims with --claims`)
  const [
    { killMatrix },
    { matrixText, parseMatrix, MATRIX_FILE },
    { runInfo },
    { writeWhole, whileHolding },
  ] = await Promise.all([
    import('../matrix/kill-matrix.ts'),
    import('../evidence/matrix-file.ts'),
    import('./run-info.ts'),
    import('../evidence/write.ts'),
  ])
  const file = join(out, MATRIX_FILE)
  return whileHolding(file, async () => {
    const began = performance.now()
    const { tool, version, commit, node, os, startedAt, arithmetics } = await runInfo(
      { seed, recheck: 'all', demand: null },
      argv,
      [],
    )
    const command = ['assay', ...argv].map(shellWord).join(' ')
    const onClaim = (id: string, number: number, of: number): void =>
      void services.stderr.write(`${number}/${of} ${inOneLine(id)}\n`)
    const found = await killMatrix(selected, mutants, { seed, cases, starts, onClaim })
    const seconds = Math.round(performance.now() - began) / 1000
    const run = {
      tool,
      version,
      commit,
      command,
      seed,
      cases,
      starts,
      node,
      os,
      startedAt,
      seconds,
      arithmetics,
    }
    const text = matrixText({ run, ...found })
    writeWhole(file, text)
    return parseMatrix(JSON.parse(text), file)
  })
}

async function tell(
  matrix: Matrix,
  { page, json, out }: MatrixCommandOptions,
  services: Services,
): Promise<void> {
  const { stdout } = services
  if (page !== undefined) {
    const [{ matrixPage }, { writeWhole }] = await Promise.all([
      import('../report/matrix/matrix-page.ts'),
      import('../evidence/write.ts'),
    ])
    writeWhole(page, matrixPage(matrix), '--page')
  }
  if (json) {
    stdout.write(`${JSON.stringify(matrix, null, 2)}\n`)
    return
  }
  const { matrixLines } = await import('../report/matrix/matrix-lines.ts')
  for (const line of matrixLines(matrix)) stdout.write(`${inOneLine(line)}\n`)
  stdout.write(`matrix.json written to ${inOneLine(out)}\n`)
}
