import type { CasesOptions } from './cases-command.ts'
import { declaredOptions } from './declared-options.ts'
import { takesOptions } from './examine-takes.ts'
import type { TellOptions } from './examine-tell.ts'
import { seed, wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import type { AddCommand } from './services.ts'
import { DEFAULT_SEED } from './verify-options.ts'

export interface JudgeOptions extends Omit<CasesOptions, 'out'>, TellOptions {
  readonly answers: string
}

/** `assay judge`: what an attention answered to the inputs of `assay cases`, without any process. */
export const judgeCommand: AddCommand = (program, services, answer, argv) => {
  const command = program
    .command('judge')
    .summary('judge what an attention answered to the inputs of `assay cases`')
    .description(
      'Judges a file of arrays output.0, weights.0 and so on, the answers to the batches that `assay cases` wrote with\n' +
        'the same options, as `assay examine` judges what it is answered.\n' +
        'Exit code: 0 it conforms, 1 it does not, 2 usage, or the file does not fit.',
    )
    .argument('[claim]', 'the claim; when left out, the answers are to the inputs of `assay examine`')
    .requiredOption('--answers <file>', 'the answers', place('--answers answers.npz'))
    .option('--count <n>', 'how many cases', wholeNumber(1, '--count 1000'), 1000)
    .option('--weights', 'the answers have weights too')
    .option('--seed <n>', 'seed of all inputs', seed, DEFAULT_SEED)
  takesOptions(declaredOptions(command))
    .option('--engine <name>', 'the engine of the statement over the reals', 'auto')
    .option('--out <folder>', 'folder of the evidence', place('--out evidence/mine'), 'evidence/examined')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ assay judge softmax-row-order-strict --count 500 --answers answers.npz',
    )
    .action(async (id: string | undefined, options: JudgeOptions) => {
      const { judgeAnswers } = await import('./judge-answers.ts')
      answer(await judgeAnswers(id, options, argv, services))
    })
}
