import { ownScript } from '../own-script.ts'
import { ENGINES } from '../registry.ts'
import { runProgram } from '../run-program.ts'
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
  const { file, execArgv } = ownScript(import.meta.url, 'examine-engine')
  const { said, out, status } = await runProgram(process.execPath, [
    ...execArgv,
    file,
    name,
    ...(exhaustive ? ['exhaustive'] : []),
  ])
  try {
    return JSON.parse(out.trim().split('\n').at(-1)!) as EngineReport
  } catch {
    const last = said.trim().split('\n').at(-1) ?? ''
    return { name, works: false, why: `Engine ${name} ended its process (exit status ${status}). ${last}` }
  }
}
