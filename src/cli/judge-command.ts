import type { TellOptions } from './examine-tell.ts'
import { offlineOptions, type OfflineOptions } from './offline-options.ts'
import { place } from './place-option.ts'
import type { AddCommand } from './services.ts'

export interface JudgeOptions extends OfflineOptions, TellOptions {
  readonly answers: string
}

/** `assay judge`: what an attention answered to the inputs of `assay cases`, without any process. */
export const judgeCommand: AddCommand = (program, services, answer, argv) => {
  const command = program
    .command('judge')
    .summary('judge what an attention answered to the inputs of `assay cases`')
    .description(
      'Judges a file of arrays output.0, weights.0 and so on, the answers to the batches that `assay cases` wrote with ' +
        'the same options, as `assay examine` judges what it is answered.\n' +
        'Exit code: 0 it conforms, 1 it does not, 2 usage, or the file does not fit.',
    )
    .argument('[claim]', 'the claim; when left out, the answers are to the inputs of `assay examine`')
    .requiredOption('--answers <file>', 'the answers', place('--answers answers.npz'))
  offlineOptions(command)
    .option('--engine <name>', 'stands in the evidence; nothing is computed on it', 'auto')
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
