import { ENGINES } from '../registry.ts'
import { lastLine, runOwnScript } from '../run-program.ts'
import type { EngineReport } from './engine-report.ts'

export interface Examination {
  readonly engines: readonly EngineReport[]
  /** The engine that `auto` takes; null when none works. */
  readonly auto: string | null
}

/**
 * Starts every engine, each in a process of its own, one after another.
 *
 * @param names the engines; all of them when left out
 * @param exhaustive measure the functions at every float32 number
 * @param examining told which engine's turn it is
 */
export async function examine(
  names: readonly string[] = ENGINES.map(({ name }) => name),
  exhaustive = false,
  examining: (name: string) => void = () => undefined,
): Promise<Examination> {
  const engines: EngineReport[] = []
  for (const name of names) {
    examining(name)
    engines.push(await examineOne(name, exhaustive))
  }
  const taken = engines.find((engine) => engine.works && engine.accelerator !== 'software')
  return { engines, auto: taken?.name ?? null }
}

async function examineOne(name: string, exhaustive: boolean): Promise<EngineReport> {
  const args = [name, ...(exhaustive ? ['exhaustive'] : [])]
  const { said, status, answer } = await runOwnScript(import.meta.url, 'examine-engine', args)
  if (answer !== undefined) return answer as EngineReport
  const why = `Engine ${name} ended its process (exit status ${status}). ${lastLine(said)}`
  return { name, works: false, why }
}
