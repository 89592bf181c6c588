import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { batchOf, type Case } from '../arithmetic/case.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import { bind } from '../attention/attention.ts'
import { FEATURE_MAPS } from '../attention/feature-map.ts'
import { inline } from '../attention/inline.ts'
import { linear } from '../attention/linear.ts'
import { softmaxAttention } from '../attention/softmax.ts'
import type { Engine } from './engine.ts'
import { ENGINES } from './registry.ts'
import { EngineError } from './entry.ts'
import { startEngine } from './start.ts'

const written: string[] = []
beforeEach(() => {
  const note = (...what: unknown[]) => void written.push(what.map(String).join(' '))
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(note)
})
afterEach(() => vi.restoreAllMocks())

// First, since TensorFlow.js writes its advice with the first tensor of a backend.
test('no banner is printed', async () => {
  for (const name of ['cpu', 'wasm']) {
    const { engine } = await startEngine(name)
    engine.tf.tidy(() => engine.tf.add(engine.tf.tensor1d([1, 2]), 1).dataSync())
  }
  expect(written).toEqual([])
})

test('auto says why it took an engine', async () => {
  const { engine, reason, notRun } = await startEngine('auto')
  expect(engine.name).toBe(ENGINES[0]!.name)
  expect(reason).toBe('the first choice of auto')
  expect(notRun).toEqual([])
  expect(await startEngine('cpu')).toMatchObject({ engine: { name: 'cpu' }, reason: 'asked for', notRun: [] })
})

test('what could not start is reported in the order in which it was tried', async () => {
  const [wasm, cpu] = [ENGINES[0]!, ENGINES[1]!]
  const broken = (name: string, message: string) => ({
    ...cpu,
    name,
    load: () => Promise.reject(new Error(message)),
  })
  // This one loads, and registers no backend.
  const hollow = { ...cpu, name: 'hollow', load: () => Promise.resolve() }
  const entries = [broken('gpu', 'no driver'), broken('tpu', 'no chip'), wasm, cpu]
  const { engine, reason, notRun } = await startEngine('auto', entries)
  expect(engine.name).toBe('wasm')
  expect(reason).toBe('the first that started')
  expect(notRun).toEqual(['Engine gpu does not start: no driver', 'Engine tpu does not start: no chip'])
  const none = startEngine('auto', [entries[0]!, hollow])
  await expect(none).rejects.toBeInstanceOf(EngineError)
  await expect(none).rejects.toThrow(/No engine starts[^]*gpu[^]*no driver[^]*hollow/)
})

test.each([
  ['wsam', 'wasm'],
  ['cpuu', 'cpu'],
  ['aut', 'auto'],
])('the nearest name to %s is %s', async (typed, meant) => {
  await expect(startEngine(typed)).rejects.toBeInstanceOf(EngineError)
  await expect(startEngine(typed)).rejects.toThrow(`There is no engine "${typed}". Did you mean "${meant}"?`)
  await expect(startEngine(typed)).rejects.toThrow('Engines: auto, wasm, cpu.')
})

/** Numbers of a fixed recipe, different in every lane. */
function item(lane: number, n: number, d: number): Case {
  const rows = (width: number, salt: number) => ({
    shape: [n, width],
    data: Float32Array.from(
      { length: n * width },
      (_, at) => 3 * Math.sin(1 + lane * 12.9898 + at * 78.233 + salt),
    ),
  })
  return { inputs: { q: rows(d, 0), k: rows(d, 1), v: rows(3, 2) } }
}

const SUBJECTS = [
  softmaxAttention(),
  softmaxAttention({ scale: 'inverse-sqrt-width', mask: 'causal' }),
  ...FEATURE_MAPS.flatMap((map) => [
    linear(map),
    linear(map, { form: 'associative' }),
    linear(map, { form: 'recurrent', mask: 'causal' }),
    inline(map),
  ]),
]

/** Weights and outputs as bits, lane by lane. */
function bits(engine: Engine, cases: readonly Case[]): string[][] {
  return SUBJECTS.map((subject) => {
    const lanes = cases.map(() => '')
    const x = new DeviceArithmetic(engine)
    engine.tf.tidy(() => {
      const inputs = x.inputs(batchOf(cases)) as unknown as Record<'q' | 'k' | 'v', DeviceReal>
      const attention = bind(subject, x)
      for (const result of [attention.weights(inputs), attention.output(inputs)] as DeviceReal[]) {
        const values = result.tensors.value.dataSync() as Float32Array
        const size = values.length / cases.length
        lanes.forEach((_, lane) => {
          lanes[lane] += [...new Uint32Array(values.slice(lane * size, (lane + 1) * size).buffer)].join(' ')
        })
      }
    })
    return lanes
  })
}

test.each(['wasm', 'cpu'])('%s: the values of a lane do not depend on its batch', async (name) => {
  const { engine } = await startEngine(name)
  for (const [n, d] of [
    [1, 1],
    [3, 2],
    [7, 3],
    [8, 4],
    [17, 5],
  ] as const) {
    const cases = Array.from({ length: 64 }, (_, lane) => item(lane, n, d))
    const whole = bits(engine, cases)
    for (const length of [1, 7]) {
      for (const from of [0, 57]) {
        const part = bits(engine, cases.slice(from, from + length))
        part.forEach((lanes, at) =>
          expect(lanes, SUBJECTS[at]!.name).toEqual(whole[at]!.slice(from, from + length)),
        )
      }
    }
    // Neighbours differ, so that the comparison means something.
    whole.forEach((lanes) => expect(new Set(lanes).size).toBeGreaterThan(n === 1 ? 1 : 60))
  }
})
