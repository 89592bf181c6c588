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
import { elu1, FEATURE_MAPS, relu } from './feature-map.ts'
import { linear } from './linear.ts'
import { masked, type Mask } from './mask.ts'
import { mechanism } from './mechanism.ts'
import { softmax, softmaxAttention } from './softmax.ts'
import { batchOfRows, expectExactly, over } from './worked.fixture.ts'

const ENGINES = ['cpu', 'wasm']
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
  // Of the largest tokens every score overflows, and every exponential of one.
  const PAIRS = [1, 2, 4].flatMap((shared) =>
    [1, 40, 5e37].map((size) => ({ shared, batches: siblings(shared, size) })),
  )

  test.each(ENGINES)('no row depends on a later token on %s', async (engineName) => {
    const { engine } = await startEngine(engineName)
    for (const { shared, batches } of PAIRS) {
      for (const ask of ASKS) {
        const program = formula(subject, ask, 'implementation')
        const [rows, others] = await Promise.all(
          batches.map(async (batch) => firstRows((await compute(program, batch, engine)).values, shared)),
        )
        expect(others).toEqual(rows)
        if (!/\((id|relu|cosformer|focused)/.test(name)) expect(rows.every(Number.isFinite)).toBe(true)
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

const allowed: Mask = (query, key) => query === key || (query + key) % 3 === 1

/** A later token is seen before an earlier one. */
const backwards: Mask = (query, key) => key >= query || key === 0

const OWN: readonly (readonly [Mask, Subject])[] = [allowed, backwards].flatMap((mask) =>
  [
    softmaxAttention({ mask }),
    softmaxAttention({ mask, scale: 'inverse-sqrt-width' }),
    ...FEATURE_MAPS.flatMap((map) => [linear(map, { mask }), linear(map, { mask, normalised: false })]),
    mechanism('masked squares', ({ q, k }, x) => masked(q.matMul(k.transpose()).square(), mask, x)),
  ].map((subject) => [mask, subject] as const),
)

describe.each(ENGINES)('a mask of its own on %s', (engineName) => {
  test.each(OWN.map(([mask, subject]) => [subject.name, mask, subject] as const))(
    '%s: no forbidden token reaches a row, be it as large as it may',
    async (_, mask, subject) => {
      const { engine } = await startEngine(engineName)
      for (let query = 0; query < TOKENS; query++) {
        const unseen = [...Array(TOKENS).keys()].filter(
          (key) => !(mask as (query: number, key: number) => boolean)(query, key),
        )
        const row = async (batch: Batch, ask: Ask) => {
          const { values } = await compute(formula(subject, ask, 'implementation'), batch, engine)
          const size = values.length / LANES / TOKENS
          return [...values].filter((_, at) => Math.floor(at / size) % TOKENS === query)
        }
        const [batch] = siblings(0, 1)
        for (const ask of ['weights', ...(subject.name === 'masked squares' ? [] : ['output'])] as Ask[]) {
          const found = await row(batch, ask)
          expect(await row(withHuge(batch, unseen), ask), `query ${query}, ${ask}`).toEqual(found)
        }
      }
    },
  )
})

/** The same cases with the largest number in the keys and values of these tokens. */
function withHuge(batch: Batch, tokens: readonly number[]): Batch {
  const changed = (data: Float32Array) =>
    data.map((x, at) => (tokens.includes(Math.floor(at / 2) % TOKENS) ? (at % 2 ? 3.4e38 : -3.4e38) : x))
  return { ...batch, data: { ...batch.data, k: changed(batch.data.k), v: changed(batch.data.v) } }
}

/** Values that overflow themselves: a predicate may compute them. */
test.each(ENGINES)('0 times an infinite value of a forbidden key is 0 on %s', async (engineName) => {
  const { engine } = await startEngine(engineName)
  const batch = batchOfRows({ q: '1; 1', k: '1; 1', v: '2; 1000' })
  for (const subject of [
    softmaxAttention({ mask: 'causal' }),
    linear(elu1, { mask: 'causal' }),
    linear(elu1, { form: 'recurrent', mask: 'causal' }),
    linear(relu, { mask: 'causal', normalised: false }),
  ]) {
    const output = recordFormula(
      batch.shapes,
      ({ q, k, v }, x) => subject[x.part](x).output({ q, k, v: v.exp() }),
      'implementation',
    )
    const { values } = await compute(output, batch, engine)
    // e^2 as the engine has it, multiplied by one weight and divided by it: numbers from 4 to 8 lie 2^-21 apart.
    const { exp, div } = engine.profile.ulps
    expect(Math.abs(values[0] - Math.exp(2)), subject.name).toBeLessThan((exp + div + 2) * 2 ** -21)
    expect(values[1], subject.name).toBe(Infinity)
  }
  // Definition: the logarithm of a negative value does not exist.
  const logs = recordFormula(batch.shapes, ({ q, k, v }, x) =>
    softmaxAttention({ mask: 'causal' })
      .definition(x)
      .output({ q, k, v: v.sub(3).neg().log() }),
  )
  const { lo, hi } = enclose(logs, batch)
  expect([lo[0], hi[0]]).toEqual([0, 0])
  expect([lo[1], hi[1]]).toEqual([NaN, NaN])
})

test('the mask of more or fewer queries than keys is aligned at the top left', () => {
  const weights = (mask: Mask) => ({ subject: softmaxAttention({ mask }) })
  expectExactly({ ...weights('causal'), q: '1', k: '1; 1; 1', is: over(1, 1, 0, 0) })
  expectExactly({
    ...weights('causal'),
    q: '1; 1; 1',
    k: '1; 1',
    is: over(2, ...[2, 0], ...[1, 1], ...[1, 1]),
  })
})

test('what is no mask is refused', () => {
  for (const make of [(mask: Mask) => softmaxAttention({ mask }), (mask: Mask) => linear(elu1, { mask })])
    for (const mask of ['casual', 0, true, {}] as unknown as Mask[])
      expect(() => make(mask)).toThrow(/^there is no mask/)
  const vague = softmaxAttention({ mask: (() => undefined) as unknown as Mask })
  expect(() => formula(vague, 'weights', 'definition')).toThrow('a mask says undefined of query 0 and key 0')
})

test('without the mask a row depends on later tokens', () => {
  const [rows, others] = siblings(2, 1).map((batch) =>
    firstRows(enclose(formula(softmax, 'weights', 'definition'), batch).lo, 2),
  )
  expect(others).not.toEqual(rows)
})

describe.each(ENGINES)('on %s', (name) => {
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
