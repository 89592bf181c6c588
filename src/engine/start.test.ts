import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { cpu } from './cpu.ts'
import { EngineError } from './entry.ts'
import { ENGINES } from './registry.ts'
import { startEngine } from './start.ts'
import { wasm } from './wasm.ts'

const broken = (name: string, message: string) => ({
  ...cpu,
  name,
  load: () => Promise.reject(new Error(message)),
})

// In a process of its own, since TensorFlow.js writes its advice with the first tensor of a backend.
test('no banner is printed', () => {
  const script = `
    import { startEngine } from '${import.meta.resolve('./start.ts')}'
    for (const name of ['cpu', 'wasm']) {
      const { engine } = await startEngine(name)
      engine.tf.tidy(() => engine.tf.add(engine.tf.tensor1d([1, 2]), 1).dataSync())
    }
    console.log('started')`
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect([stdout, stderr]).toEqual(['started\n', ''])
})

test('auto takes the first engine, and says so', async () => {
  const { engine, reason, notRun } = await startEngine('auto', [wasm, cpu])
  expect([engine.name, reason, notRun]).toEqual(['wasm', 'the first choice of auto', []])
  expect(await startEngine('cpu')).toMatchObject({ engine: { name: 'cpu' }, reason: 'asked for', notRun: [] })
})

test('what could not start is reported in the order in which it was tried', async () => {
  // This one loads, and registers no backend.
  const hollow = { ...cpu, name: 'hollow', load: () => Promise.resolve() }
  const entries = [broken('gpu', 'no driver'), broken('tpu', 'no chip'), wasm, cpu]
  const { engine, reason, notRun } = await startEngine('auto', entries)
  expect(engine.name).toBe('wasm')
  expect(reason).toBe('the first that started')
  expect(notRun).toEqual(['Engine gpu does not start: no driver', 'Engine tpu does not start: no chip'])
  const none = startEngine('auto', [entries[0], hollow])
  await expect(none).rejects.toBeInstanceOf(EngineError)
  await expect(none).rejects.toThrow(/No engine starts[^]*gpu[^]*no driver[^]*hollow/)
})

test('an engine that was asked for and does not start is an error, not another engine', async () => {
  await expect(startEngine('gpu', [broken('gpu', 'no driver'), cpu])).rejects.toThrow(
    'Engine gpu does not start: no driver',
  )
})

test.each([
  ['wsam', 'wasm'],
  ['cpuu', 'cpu'],
  ['aut', 'auto'],
])('the nearest name to %s is %s', async (typed, meant) => {
  const names = ['auto', ...ENGINES.map(({ name }) => name)].join(', ')
  await expect(startEngine(typed)).rejects.toBeInstanceOf(EngineError)
  await expect(startEngine(typed)).rejects.toThrow(
    `There is no engine "${typed}". Did you mean "${meant}"? Engines: ${names}.`,
  )
})
