import { declaredOptions, type DeclaredOptions } from './declared-options.ts'
import { takesOptions, type TakesOptions } from './examine-takes.ts'
import type { TellOptions } from './examine-tell.ts'
import { seconds, seed, wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import { reporterOption, WITHOUT_CASES } from './reporter-options.ts'
import type { AddCommand } from './services.ts'
import { DEFAULT_SEED } from './verify-options.ts'

/** What the command line says of an attention and of how to examine it. */
export interface ExamineOptions extends DeclaredOptions, TakesOptions, TellOptions {
  readonly command?: string
  readonly connect?: string
  readonly inputs?: string
  readonly outputs?: string
  readonly lanes: number
  readonly cases: number
  readonly claims?: string
  readonly require?: string
  readonly startSeconds?: number
  readonly answerSeconds?: number
}

/** `assay examine`: somebody's attention under the definition that it is said to have, and under every claim that fits. */
export const examineCommand: AddCommand = (program, services, answer, argv) => {
  const command = program
    .command('examine')
    .summary("somebody's attention: is it what it is said to be, how accurate, which properties has it")
    .description(
      'Asks an attention for its numbers, and compares each with the definition that it is said to have, against how ' +
        'far any honest implementation may be off (docs/conformance-bound.md). Then properties: those of claims, and ' +
        'those that only implementations have.\n' +
        'Exit code: 0 it conforms and has all that is required, 1 it does not, 2 usage or it cannot be asked.',
    )
    .argument('[module]', 'a module with `export default attention({ … })`, or a model.onnx')
    .option('--command <command>', 'a process that answers over standard input and output (docs/protocol.md)')
    .option('--connect <host:port>', 'where somebody listens who speaks the same protocol')
    .option('--inputs <names>', "a model's inputs for q, k, v and, where there is one, mask")
    .option('--outputs <names>', "a model's outputs: the output and, where there are some, the weights")
  reporterOption(takesOptions(declaredOptions(command)), WITHOUT_CASES)
    .option(
      '--lanes <n>',
      'sequences that are compared with the definition',
      wholeNumber(1, '--lanes 20000'),
      20_000,
    )
    .option('--cases <n>', 'cases of each claim', wholeNumber(1, '--cases 500'), 500)
    .option(
      '--claims <ids>',
      'the claims, separated by commas; none for no claim (default: all of the catalogue)',
    )
    .option('--require <ids>', 'claims and properties that have to hold, separated by commas')
    .option('--start-seconds <s>', 'time for a process to begin (default: 120)', seconds)
    .option('--answer-seconds <s>', 'time for a process to answer a batch (default: 120)', seconds)
    .option('--seed <n>', 'seed of all inputs', seed, DEFAULT_SEED)
    .option(
      '--engine <name>',
      'where the tensors of a module live: auto, tensorflow, webgpu, wasm or cpu',
      'auto',
    )
    .option('--out <folder>', 'folder of the evidence', place('--out evidence/mine'), 'evidence/examined')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay examine ./my-attention.ts\n' +
        '  $ assay examine --command "python3 my_attention.py" --mask causal --require softmax-row-order-strict\n' +
        '  $ assay examine model.onnx --inputs q,k,v --scale none',
    )
    .action(async (module: string | undefined, options: ExamineOptions) => {
      const { examineNamed } = await import('./examine-run.ts')
      answer(await examineNamed(module, options, argv, services))
    })
}
