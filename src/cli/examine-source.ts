import type { Engine } from '../engine/engine.ts'
import type { Declared } from '../examine/declared.ts'
import type { Examined } from '../examine/examined.ts'
import { examineModule } from '../examine/transports/examine-module.ts'
import { examineProcess, examineSocket } from '../examine/transports/examine-process.ts'
import { declaredBy, declaredWords } from './declared-options.ts'
import type { ExamineOptions } from './examine-command.ts'
import { UsageError } from './exit-code.ts'
import { listed } from './listed.ts'

/** Somebody's attention, what it is said to be, and where it is from. */
export interface Opened {
  readonly examined: Examined
  readonly declared: Declared
  readonly origin: string
}

/**
 * Opens the attention that a command line names.
 *
 * @throws {UsageError} unless it names one, and says what it is in words that there are; {ExaminedError} when it does not
 * open
 */
export async function openExamined(
  module: string | undefined,
  options: ExamineOptions,
  engine: Engine,
): Promise<Opened> {
  const { command, connect, startSeconds, answerSeconds } = options
  const named = [module, command, connect].filter((each) => each !== undefined)
  if (named.length !== 1)
    throw new UsageError(
      `${named.length === 0 ? 'no attention is named' : `${named.length} attentions are named`}; give one module or model, or --command, or --connect`,
    )
  const limits = {
    ...(startSeconds !== undefined && { startSeconds }),
    ...(answerSeconds !== undefined && { answerSeconds }),
  }
  if (module !== undefined && !module.endsWith('.onnx')) return openModule(module, options, engine)
  const declared = declaredBy(options)
  if (command !== undefined)
    return { examined: await examineProcess(command, { declared, ...limits }), declared, origin: command }
  if (connect !== undefined)
    return { examined: await examineSocket(connect, { declared, ...limits }), declared, origin: connect }
  const names = {
    ...(options.inputs !== undefined && { inputs: listed(options.inputs) }),
    ...(options.outputs !== undefined && { outputs: listed(options.outputs) }),
  }
  const { examineOnnx } = await import('../examine/onnx/examine-onnx.ts')
  return { examined: await examineOnnx(module!, { declared, ...names }), declared, origin: module! }
}

async function openModule(module: string, options: ExamineOptions, engine: Engine): Promise<Opened> {
  const said = Object.keys(declaredWords(options))
  if (said.length > 0)
    throw new UsageError(
      `${module} says itself what it is; leave out ${said.join(', ')}, or change its definition`,
    )
  return { ...(await examineModule(module, engine)), origin: module }
}
