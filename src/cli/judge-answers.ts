import { examine } from '../examine/examination.ts'
import { readAnswers } from '../examine/npz/cases-file.ts'
import { answeredBefore } from '../examine/npz/without-process.ts'
import { examineAndTell } from './examine-tell.ts'
import { takesOf } from './examine-takes.ts'
import { UsageError, type ExitCode } from './exit-code.ts'
import type { JudgeOptions } from './judge-command.ts'
import { offlineBatches } from './offline-batches.ts'
import type { Services } from './services.ts'

/**
 * Judges answers that were written down: first compared with the definition, then under the claim.
 *
 * @throws {ExaminedError} when the file does not fit; {UsageError} when it holds no weights that the options promise
 */
export function judgeAnswers(
  id: string | undefined,
  options: JudgeOptions,
  argv: readonly string[],
  services: Services,
): Promise<ExitCode> {
  const { answers: file, weights = false } = options
  return examineAndTell(options, argv, services, async ({ progress, signal }) => {
    const { declared, claims, batches } = await offlineBatches(id, options, { output: true, weights })
    const asked = batches.map(({ lanes }) => lanes)
    const read = await readAnswers(file, asked)
    if (read.gives.weights !== weights)
      throw new UsageError(
        weights
          ? `${file} holds no weights; leave out --weights`
          : `${file} holds weights; give --weights to both commands`,
      )
    // A claim asks for the same batches again, in the same order.
    const twice = { ...read, answers: [...read.answers, ...read.answers] }
    return examine({
      progress,
      signal,
      examined: answeredBefore(file, [...asked, ...asked], twice),
      declared,
      origin: file,
      takes: takesOf(options),
      seed: options.seed,
      batches,
      asksAgain: false,
      claims,
      cases: options.count,
      required: [],
    })
  })
}
