import type { EngineFacts } from '../engine.ts'
import { EngineError } from '../entry.ts'
import { lastLine, runOwnScript } from '../run-program.ts'

/** Starts an engine in a process of its own and lets it compute. @throws {EngineError} when that fails */
export async function tryEngine(
  name: string,
): Promise<Pick<EngineFacts, 'device' | 'accelerator' | 'notes'>> {
  const { status, said, answer } = await runOwnScript(import.meta.url, 'smoke-test', [name])
  if (status !== 0) {
    // The message may have several lines; what Node prints of the stack follows it.
    const [, message] = /(?:^|\n)\w*Error: ([^]*?)(?=\n\s+at |$)/.exec(said) ?? []
    const reason = message ?? lastLine(said)
    throw new EngineError(`The smoke test of engine ${name} failed (exit status ${status}): ${reason.trim()}`)
  }
  return answer as EngineFacts
}
