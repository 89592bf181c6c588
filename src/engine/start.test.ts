import { expect, test } from 'vitest'
import { ENGINES } from './registry.ts'
import { EngineError } from './entry.ts'
import { startEngine } from './start.ts'

const cpu = ENGINES.find((entry) => entry.name === 'cpu')!
const broken = {
  ...cpu,
  name: 'broken',
  load: () => Promise.reject(new Error('its library is missing')),
}

test('auto takes the first engine', async () => {
  expect((await startEngine('auto')).engine.name).toBe(ENGINES[0]!.name)
})

test('auto passes over an engine that does not start, and says so', async () => {
  const { engine, reason, notRun } = await startEngine('auto', [broken, cpu])
  expect(engine.name).toBe('cpu')
  expect(reason).toMatch(/first that started/)
  expect(notRun).toEqual([expect.stringMatching(/broken.*its library is missing/)])
})

test('an engine that was asked for and does not start is an error, not another engine', async () => {
  await expect(startEngine('broken', [broken, cpu])).rejects.toThrow(
    /broken does not start: its library is missing/,
  )
  await expect(startEngine('auto', [broken])).rejects.toBeInstanceOf(EngineError)
})

test('an unknown name gets the nearest one', async () => {
  await expect(startEngine('wasn')).rejects.toThrow(/Did you mean "wasm"/)
})
