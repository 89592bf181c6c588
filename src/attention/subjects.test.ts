import { beforeAll, describe, expect, test } from 'vitest'
import { batchOf, type Case } from '../arithmetic/batch.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import type { IntervalReal } from '../arithmetic/interval/interval-array.ts'
import { IntervalArithmetic } from '../arithmetic/interval/interval-tier.ts'
import type { Real } from '../program/real.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { queryKeysAndValues } from '../generate/generate.ts'
import { caseAt } from '../generate/stream.ts'
import { evaluateInIntervals, evaluateOnDevice } from '../judge/evaluate.ts'
import type { Program } from '../judge/program.ts'
import { Status } from '../judge/status.ts'
import { bind, type Subject } from './attention.ts'
import { elu1, FEATURE_MAPS, identity, relu } from './feature-map.ts'
import { inline } from './inline.ts'
import { linear } from './linear.ts'
import { mechanism } from './mechanism.ts'
import { softmax, softmaxAttention } from './softmax.ts'

let engines: Engine[]
beforeAll(async () => {
  engines = [(await startEngine('cpu')).engine, (await startEngine('wasm')).engine]
})

type Ask = (subject: ReturnType<typeof bind>, inputs: Record<'q' | 'k' | 'v', Real>) => Real
const ASKS: Record<string, Ask> = {
  weights: (attention, { q, k }) => attention.weights({ q, k }),
  output: (attention, inputs) => attention.output(inputs),
}

function defined(cases: readonly Case[], subject: Subject, ask: Ask): IntervalReal {
  const x = new IntervalArithmetic()
  return ask(bind(subject, x), IntervalArithmetic.inputs(batchOf(cases))) as IntervalReal
}

/** The definition's weights or outputs for given rows, as enclosures. */
function of(
  subject: Subject,
  ask: Ask,
  q: number[][],
  k: number[][],
  v: number[][] = k,
): { lo: number[]; hi: number[] } {
  const input = (rows: number[][]) => ({
    shape: [rows.length, rows[0].length],
    data: Float32Array.from(rows.flat()),
  })
  const truth = defined([{ inputs: { q: input(q), k: input(k), v: input(v) } }], subject, ask)
  return { lo: [...truth.lo], hi: [...truth.hi] }
}

function expectWithin({ lo, hi }: { lo: number[]; hi: number[] }, numbers: number[]): void {
  expect(lo.length).toBe(numbers.length)
  numbers.forEach((x, i) => {
    expect(lo[i]).toBeLessThanOrEqual(x)
    expect(hi[i]).toBeGreaterThanOrEqual(x)
    expect(hi[i] - lo[i]).toBeLessThan(2 ** -40)
  })
}

describe('known values', () => {
  const { weights, output } = ASKS as { weights: Ask; output: Ask }
  test('relu is exactly one-hot where the other keys have no positive feature', () => {
    expect(
      of(
        linear(relu),
        weights,
        [[1, -1]],
        [
          [1, 0],
          [-1, 5],
          [-1, 2],
        ],
      ),
    ).toEqual({ lo: [1, 0, 0], hi: [1, 0, 0] })
  })
  test('elu1 at q = 0', () => expectWithin(of(linear(elu1), weights, [[0]], [[0], [1]]), [1 / 3, 2 / 3]))
  test('InLine may leave the simplex', () => {
    expectWithin(of(inline(identity, 'published'), weights, [[1]], [[0], [4]]), [-1.5, 2.5])
    expectWithin(of(inline(identity), weights, [[1]], [[0], [4]]), [-0.5, 1.5])
  })
  test('the identity map with a negative sum reverses the order', () => {
    expectWithin(of(linear(identity), weights, [[1]], [[-1], [-2]]), [1 / 3, 2 / 3])
  })
  test('softmax of equal scores is uniform, and of (0, 1) logistic', () => {
    expectWithin(of(softmax, weights, [[0]], [[1], [2], [3]]), [1 / 3, 1 / 3, 1 / 3])
    expectWithin(of(softmax, weights, [[1]], [[0], [1]]), [1 / (1 + Math.E), Math.E / (1 + Math.E)])
  })
  test('head scaling divides the scores by the root of the width', () => {
    const scaled = of(
      softmaxAttention({ scale: 'inverse-sqrt-width' }),
      weights,
      [[2, 0, 0, 0]],
      [
        [1, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    )
    expectWithin(scaled, [Math.E / (1 + Math.E), 1 / (1 + Math.E)])
  })
  test('a causal row does not see later tokens', () => {
    const rows = [[0.5], [1], [-2]]
    for (const subject of [softmaxAttention({ mask: 'causal' }), linear(elu1, { mask: 'causal' })]) {
      const all = of(subject, output, rows, rows)
      const first = of(subject, output, rows.slice(0, 2), rows.slice(0, 2))
      for (const i of [0, 1]) {
        expect(all.lo[i]).toBeLessThanOrEqual(first.hi[i])
        expect(all.hi[i]).toBeGreaterThanOrEqual(first.lo[i])
      }
      const w = of(subject, weights, rows, rows)
      expect([w.lo[1], w.hi[1], w.lo[2], w.hi[2], w.lo[5], w.hi[5]]).toEqual([0, 0, 0, 0, 0, 0])
    }
  })
})

describe('a zero normaliser is a state of the case', () => {
  const statusOf = async (subject: Subject, q: number[], k: number[][]) => {
    const program: Program = (inputs, x) => ({
      hypothesis: undefined,
      claim: bind(subject, x)
        .weights(inputs as { q: Real; k: Real })
        .atMost(1e9),
      existential: false,
      obstruction: undefined,
      observed: undefined,
      regions: [],
    })
    const item: Case = {
      inputs: {
        q: { shape: [1, q.length], data: Float32Array.from(q) },
        k: { shape: [k.length, q.length], data: Float32Array.from(k.flat()) },
      },
    }
    const engine = engines.at(-1)!
    await engine.tf.setBackend(engine.name)
    const { float32 } = await evaluateOnDevice(engine, 'static', batchOf([item]), program)
    return { reals: evaluateInIntervals(batchOf([item]), program).status[0], float32: float32.status[0] }
  }
  test('relu, no positive coordinate of the query', async () => {
    const { Discarded, Satisfied } = Status
    expect(await statusOf(linear(relu), [-1, 0], [[1, 2]])).toEqual({ reals: Discarded, float32: Discarded })
    expect(await statusOf(linear(relu), [1, 0], [[1, 2]])).toEqual({ reals: Satisfied, float32: Satisfied })
  })
  test('the identity map, scores that cancel', async () => {
    const { Discarded } = Status
    expect(await statusOf(linear(identity), [1], [[3], [-3]])).toEqual({
      reals: Discarded,
      float32: Discarded,
    })
  })
})

describe('the parts', () => {
  test('have as many features as they say', () => {
    const inputs = queryKeysAndValues({ tokens: [2], width: [3], values: [1] })
    const { k } = IntervalArithmetic.inputs(batchOf([caseAt(inputs, 'features', 1, 0)]))
    const x = new IntervalArithmetic()
    for (const map of FEATURE_MAPS) {
      const shapes = [map.define.keys(k, x), map.define.queries(k, x), map.compute(k, x)].map((f) => f.shape)
      expect(shapes, map.name).toEqual(Array(3).fill([2, map.dimension(3)]))
    }
  })
  test('elu1 stays positive where the literal form is absorbed', async () => {
    expect(Math.fround(Math.fround(Math.expm1(-17.4)) + 1)).toBe(0)
    const x = new DeviceArithmetic(engines[0])
    await engines[0].tf.setBackend('cpu')
    const value = engines[0].tf.tidy(() => {
      const rows = x.constant([-17.4], [1, 1])
      return (elu1.compute(rows, x) as DeviceReal).tensors.value.dataSync()[0]
    })
    expect(value).toBeGreaterThan(2.7e-8)
  })
  test('refuse forms that do not fit the mask', () => {
    expect(() => linear(relu, { form: 'associative', mask: 'causal' })).toThrow(/no mask/)
    expect(() => linear(relu, { form: 'recurrent' })).toThrow(/mask: 'causal'/)
  })
  test('a mechanism is one formula, read both ways', () => {
    const uniform = mechanism('uniform', ({ k }, x) =>
      x.rational(1, k.shape[0]).mul(x.constant(1, [1, k.shape[0]])),
    )
    const x = new IntervalArithmetic()
    expect(bind(uniform, x).name).toBe('uniform')
  })
})
