import { beforeAll, describe, test } from 'vitest'
import type { Engine } from './engine.ts'
import { startEngine } from './start.ts'

/**
 * Describes tests for each of these engines that starts here; of the others it is said that theirs are skipped, and why.
 *
 * @param what is tried, in words
 * @param tests describes them for an engine; within a test `engine()` is that engine
 */
export async function onEachEngine(
  names: readonly string[],
  what: string,
  tests: (engine: () => Engine, started: Engine) => void,
): Promise<void> {
  for (const name of names) {
    const started = await startEngine(name).catch((error: Error) => error)
    if (started instanceof Error) {
      const why = started.message.split('\n')[0]
      console.warn(`${what} is not run on ${name}. ${why}`)
      test.skip(`${what} is not run on ${name}. ${why}`, () => {})
      continue
    }
    describe(`${name} (${started.engine.device})`, () => {
      let engine: Engine
      // Again: TensorFlow.js has one current backend.
      beforeAll(async () => {
        engine = (await startEngine(name)).engine
      })
      tests(() => engine, started.engine)
    })
  }
}
