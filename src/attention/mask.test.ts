import { describe, expect, test } from 'vitest'
import { batchOf, type Batch } from '../arithmetic/batch.ts'
import { compute } from '../arithmetic/device/compute.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import { asked, ASKS, FORMS, type Ask } from '../engine/conformance/subject-list.ts'
import { startEngine } from '../engine/start.ts'
import { Draws } from '../generate/draws.ts'
import { recordFormula } from '../program/formula.ts'
import type { Part } from '../program/recorder.ts'
import type { Subject } from './attention.ts'
import { elu1 } from './feature-map.ts'
import { linear } from './linear.ts'
import type { Mask } from './mask.ts'
import { softmax, softmaxAttention } from './softmax.ts'
import { batchOfRows } from './worked.fixture.ts'

const TOKENS = 5
const LANES = 6
const SHAPE = [TOKENS, 2] as const
const SHAPES = { q: SHAPE, k: SHAPE, v: SHAPE }

const formula = (subject: Subject, ask: Ask, part: Part) =>
  recordFormula(SHAPES, (inputs, x) => asked(subject[x.part](x), ask, inputs), part)

/** Cases, and the same with other tokens, of that size, from number `shared` on. */
function siblings(shared: number, size: number): [Batch, Batch] {
  const draws = new Draws({ nextInt: () => 7 + shared })
  const array = () => Float32Array.from({ length: TOKENS * 2 }, () => draws.normal())
  const other = (data: Float32Array) => data.map((x, at) => (at < 2 * shared ? x : size * draws.normal()))
  const cases = Array.from({ length: LANES }, () => ({ q: array(), k: array(), v: array() }))
  const batch = (of: (data: Float32Array) => Float32Array) =>
    batchOf(
      cases.map((arrays) => ({
        inputs: Object.fromEntries(
          Object.entries(arrays).map(([name, data]) => [name, { shape: SHAPE, data: of(data) }]),
        ),
      })),
    )
  return [batch((data) => data), batch(other)]
}

/** The first rows of each lane; 0 for -0. */
function firstRows(values: Float32Array | Float64Array, rows: number): number[] {
  const size = values.length / LANES
  return [...values].map((x) => x + 0).filter((_, at) => at % size < (rows * size) / TOKENS)
}

const CAUSAL = FORMS.map(({ subject }) => subject).filter(({ name }) => name.includes('causal'))

describe.each(CAUSAL.map((subject) => [subject.name, subject] as const))('%s', (name, subject) => {
  // Exponentials of larger tokens overflow.
  const sizes = /exp|hedgehog/.test(name) ? [1, 5] : [1, 40]
  const PAIRS = [1, 2, 4].flatMap((shared) =>
    sizes.map((size) => ({ shared, batches: siblings(shared, size) })),
  )

  test.each(['cpu', 'wasm'])('no row depends on a later token on %s', async (engineName) => {
    const { engine } = await startEngine(engineName)
    for (const { shared, batches } of PAIRS) {
      for (const ask of ASKS) {
        const program = formula(subject, ask, 'implementation')
        const [rows, others] = await Promise.all(
          batches.map(async (batch) => firstRows((await compute(program, batch, engine)).values, shared)),
        )
        expect(others).toEqual(rows)
        if (!/\((id|relu)/.test(name)) expect(rows.every(Number.isFinite)).toBe(true)
      }
    }
  })

  test('nor by its definition', () => {
    for (const { shared, batches } of PAIRS) {
      for (const ask of ASKS) {
        const [rows, others] = batches.map((batch) => {
          const { lo, hi } = enclose(formula(subject, ask, 'definition'), batch)
          return [firstRows(lo, shared), firstRows(hi, shared)]
        })
        expect(others).toEqual(rows)
      }
    }
  })
})

test('without the mask a row depends on later tokens', () => {
  const [rows, others] = siblings(2, 1).map((batch) =>
    firstRows(enclose(formula(softmax, 'weights', 'definition'), batch).lo, 2),
  )
  expect(others).not.toEqual(rows)
})

const allowed: Mask = (query, key) => query === key || (query + key) % 3 === 1

describe.each(['cpu', 'wasm'])('on %s', (name) => {
  test.each([softmaxAttention({ mask: allowed }), linear(elu1, { mask: allowed })])(
    'a mask of its own leaves exactly the keys that it allows: $name',
    async (subject) => {
      const { engine } = await startEngine(name)
      const [batch] = siblings(0, 1)
      const { values } = await compute(formula(subject, 'weights', 'implementation'), batch, engine)
      values.forEach((weight, at) => {
        const [query, key] = [Math.floor(at / TOKENS) % TOKENS, at % TOKENS]
        expect(weight > 0, `${query} ${key}`).toBe(allowed(query, key))
      })
    },
  )

  test('softmax: a forbidden key with an enormous score does not blot out the allowed ones', async () => {
    const { engine } = await startEngine(name)
    const batch = batchOfRows({ q: '1; 1', k: '0; 1000' })
    const subject = softmaxAttention({ mask: 'causal' })
    const weights = (part: Part) =>
      recordFormula(batch.shapes, (inputs, x) => asked(subject[x.part](x), 'weights', inputs), part)
    const { lo, hi } = enclose(weights('definition'), batch)
    expect([lo[0], hi[0], lo[1], hi[1]]).toEqual([1, 1, 0, 0])
    expect([...(await compute(weights('implementation'), batch, engine)).values]).toEqual([1, 0, 0, 1])
  })
})
