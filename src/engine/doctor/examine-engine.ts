import { demandFloatingPoint } from '../../arithmetic/numbers/floating-point.ts'
import { EngineError } from '../entry.ts'
import { startEngine } from '../start.ts'
import type { EngineReport } from './engine-report.ts'
import { standardSpeed } from './standard-speed.ts'

// Run once for each engine.
const [name = 'auto', exhaustive] = process.argv.slice(2)
process.stdout.write(`\n${JSON.stringify(await examine())}\n`, () => process.exit(0))

async function examine(): Promise<EngineReport> {
  const started = performance.now()
  try {
    const { engine } = await startEngine(name, undefined, { exhaustive: exhaustive === 'exhaustive' })
    // Its libraries are loaded now.
    demandFloatingPoint()
    const startSeconds = (performance.now() - started) / 1000
    const { device, accelerator, versions, settings, notes, profile } = engine
    const facts = { device, accelerator, versions, settings, notes }
    return { name, works: true, ...facts, startSeconds, profile, speed: await standardSpeed(engine) }
  } catch (error) {
    const remedy = error instanceof EngineError ? error.remedy : undefined
    return { name, works: false, why: (error as Error).message, ...(remedy !== undefined && { remedy }) }
  }
}
