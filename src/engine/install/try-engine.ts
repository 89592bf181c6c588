import type { EngineFacts } from '../engine.ts'
import { EngineError } from '../entry.ts'
import { ownScript } from '../own-script.ts'
import { runProgram } from '../run-program.ts'

/** Starts an engine in a process of its own and lets it compute. @throws {EngineError} when that fails */
export async function tryEngine(
  name: string,
): Promise<Pick<EngineFacts, 'device' | 'accelerator' | 'notes'>> {
  const { file, execArgv } = ownScript(import.meta.url, 'smoke-test')
  const { status, said, out } = await runProgram(process.execPath, [...execArgv, file, name])
  if (status !== 0) {
    // The message may have several lines; what Node prints of the stack follows it.
    const [, message] = /(?:^|\n)\w*Error: ([^]*?)(?=\n\s+at |$)/.exec(said) ?? []
    const reason = message ?? said.trim().split('\n').at(-1) ?? ''
    throw new EngineError(`The smoke test of engine ${name} failed (exit status ${status}): ${reason.trim()}`)
  }
  return JSON.parse(out.trim().split('\n').at(-1)!) as EngineFacts
}
