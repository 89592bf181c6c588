import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizeOf } from '../program/shape.ts'
import type { Case } from '../arithmetic/batch.ts'
import { arrays } from './arrays.ts'
import { queryAndKeys, queryKeysAndValues } from './attention-inputs.ts'
import { mixture, type Distribution } from './distribution.ts'
import { gaussian, lattice, signs, uniform } from './families.ts'
import { withPermutation } from './permutation.ts'
import { complexity } from './simpler-numbers.ts'
import { valueAt } from './stream.ts'

/** Entries in all, then how far they are from simple. */
function measure(item: Case): [number, number] {
  const data = Object.values(item.inputs).flatMap((input) => [...input.data])
  return [data.length, data.reduce((sum, x) => sum + complexity(x), 0)]
}

const simpler = (a: [number, number], b: [number, number]) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

/** Greedy shrinking, as the judge does it. */
function shrunk(inputs: fc.Arbitrary<Case>, start: fc.Value<Case>, fails: (item: Case) => boolean) {
  let held = start
  let tried = 0
  for (let found: fc.Value<Case> | undefined = held; found;) {
    held = found
    found = undefined
    for (const candidate of inputs.shrink(held.value, held.context)) {
      tried++
      if (!fails(candidate.value)) continue
      found = candidate
      break
    }
  }
  return { item: held.value, tried }
}

function scores(item: Case): number[] {
  const { q, k } = item.inputs
  const width = q.shape[1]
  return Array.from({ length: k.shape[0] }, (_, t) => {
    let sum = 0
    for (let c = 0; c < width; c++) sum += q.data[c] * k.data[t * width + c]
    return sum
  })
}

const numbers = (item: Case) =>
  Object.fromEntries(
    Object.entries(item.inputs).map(([name, { shape, data }]) => [name, [...shape, ':', ...data].join(' ')]),
  )

const inputs = queryKeysAndValues({ tokens: { min: 1, max: 6 }, width: [1, 2, 4], values: [1, 3] })

describe('candidates', () => {
  it('are valid, simpler than their case, and leave it alone', () => {
    for (let i = 0; i < 40; i++) {
      const start = valueAt(inputs, 'candidates', 1, i)
      const before = JSON.stringify(start.value)
      for (const { value } of inputs.shrink(start.value, start.context)) {
        expect(simpler(measure(value), measure(start.value))).toBe(true)
        expect(inputs.canShrinkWithoutContext(value)).toBe(true)
        for (const { shape, data } of Object.values(value.inputs)) expect(data.length).toBe(sizeOf(shape))
      }
      expect(JSON.stringify(start.value)).toBe(before)
    }
  })

  it('are the same whatever the context, in another order', () => {
    const start = valueAt(inputs, 'contexts', 1, 3)
    const all = (value: Case, context: unknown) =>
      [...inputs.shrink(value, context)].map((candidate) => JSON.stringify(numbers(candidate.value))).sort()
    for (const { value, context } of inputs.shrink(start.value, start.context).take(40)) {
      expect(all(value, context)).toEqual(all(value, undefined))
    }
  })

  it('come lazily', () => {
    let asked = 0
    const large = queryAndKeys({ tokens: { min: 1, max: 1000 }, width: 64, where: () => ++asked > 0 })
    const start = valueAt(large, 'lazy', 1, 0)
    asked = 0
    expect([...large.shrink(start.value, start.context).take(3)]).toHaveLength(3)
    expect(asked).toBeLessThan(10)
  })

  it('obey `where`', () => {
    const even = queryAndKeys({ tokens: [2, 4, 8], width: 2, where: ({ tokens }) => tokens % 2 === 0 })
    for (let i = 0; i < 20; i++) {
      const start = valueAt(even, 'where', 1, i)
      for (const { value } of even.shrink(start.value, start.context))
        expect(value.inputs.k.shape[0] % 2).toBe(0)
    }
  })

  it('are none for a case as simple as can be', () => {
    const one = queryAndKeys({ tokens: 1, width: 1 })
    const zero = { shape: [1, 1], data: new Float32Array(1) }
    expect([...one.shrink({ inputs: { q: zero, k: zero } }, undefined)]).toHaveLength(0)
  })

  it('drop an index from every array that has the dim', () => {
    const square = arrays({ dims: { n: [2, 3] }, arrays: { m: ['n', 'n'], x: ['n'] } })
    const m = { shape: [3, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }
    const x = { shape: [3], data: Float32Array.of(1, 2, 3) }
    const smaller = [...square.shrink({ inputs: { m, x } }, undefined)]
      .map(({ value }) => value.inputs)
      .filter((candidate) => candidate.x.data.length === 2)
      .map((candidate) => [...candidate.m.data, '|', ...candidate.x.data].join(' '))
    expect(new Set(smaller)).toEqual(new Set(['5 6 8 9 | 2 3', '1 3 7 9 | 1 3', '1 2 4 5 | 1 2']))
  })
})

describe('greedy shrinking', () => {
  it('finds a smallest counterexample', () => {
    const wide = queryAndKeys({ tokens: [2, 8, 64], width: [1, 4, 16], from: gaussian(3) })
    const fails = (item: Case) => Math.max(...scores(item)) > 50
    let checked = 0
    for (let i = 0; i < 200; i++) {
      const start = valueAt(wide, 'planted', 1, i)
      if (!fails(start.value)) continue
      checked++
      const { item, tried } = shrunk(wide, start, fails)
      expect(fails(item)).toBe(true)
      expect(item.inputs.k.shape[0]).toBe(2)
      expect(item.inputs.k.data.filter((x) => x !== 0).length).toBe(item.inputs.q.data.length)
      for (const x of [...item.inputs.q.data, ...item.inputs.k.data]) expect(Number.isInteger(x)).toBe(true)
      expect(tried).toBeLessThan(2000)
    }
    expect(checked).toBeGreaterThan(20)
  })

  it('ends at a case of which no candidate fails', () => {
    const fails = (item: Case) => item.inputs.k.data.filter((x) => Math.abs(x) > 0.3).length >= 3
    for (let i = 0; i < 30; i++) {
      const start = valueAt(inputs, 'minimum', 1, i)
      if (!fails(start.value)) continue
      const { item } = shrunk(inputs, start, fails)
      expect([...inputs.shrink(item, undefined)].some(({ value }) => fails(value))).toBe(false)
    }
  })

  it('ends when everything fails', () => {
    for (let i = 0; i < 30; i++) {
      const { item } = shrunk(inputs, valueAt(inputs, 'all', 1, i), () => true)
      expect(measure(item)).toEqual([3, 0])
    }
  })

  it('leaves fixed arrays and their dims alone', () => {
    const permuted = arrays(
      withPermutation({ dims: { tokens: [3, 5], width: [1, 4] }, arrays: { x: ['tokens', 'width'] } }),
    )
    for (let i = 0; i < 20; i++) {
      const start = valueAt(permuted, 'fixed', 1, i)
      const { item } = shrunk(permuted, start, () => true)
      expect(item.inputs.permutation).toBe(start.value.inputs.permutation)
      expect(item.inputs.x.shape).toEqual([start.value.inputs.x.shape[0], 1])
      expect(item.inputs.x.data.every((x) => x === 0)).toBe(true)
    }
  })

  it('goes to no number that its family does not draw', () => {
    const drawn: [from: Distribution, may: (x: number) => boolean][] = [
      [uniform(0.75, 6), (x) => x >= 0.75 && x <= 6],
      [uniform(-8, -1.5), (x) => x >= -8 && x <= -1.5],
      [signs, (x) => Math.abs(x) === 1],
      [mixture([1, uniform(3, 4)], [1, uniform(5, 9)]), (x) => (x >= 3 && x <= 4) || (x >= 5 && x <= 9)],
    ]
    for (const [from, may] of drawn) {
      const family = arrays({ arrays: { x: [3] }, from })
      for (let i = 0; i < 20; i++) {
        const start = valueAt(family, 'support', 1, i)
        const { item } = shrunk(family, start, () => true)
        expect([...item.inputs.x.data].every(may)).toBe(true)
        if (from !== signs) expect(simpler(measure(item), measure(start.value))).toBe(true)
      }
    }
    const whole = arrays({ arrays: { x: [4] }, from: lattice(7) })
    for (let i = 0; i < 20; i++) {
      // Of 7 there are rounder numbers, and none of them is drawn.
      const { item } = shrunk(whole, valueAt(whole, 'support', 1, i), ({ inputs }) =>
        inputs.x.data.every((x) => x < 1 || x > 4),
      )
      for (const x of item.inputs.x.data) expect(Math.abs(x)).toBeLessThanOrEqual(7)
    }
  })

  it('has nothing to do when all arrays are fixed', () => {
    const still = queryAndKeys({ tokens: [2, 8], width: 4, fixed: ['q', 'k'] })
    const start = valueAt(still, 'still', 1, 0)
    expect([...still.shrink(start.value, start.context)]).toHaveLength(0)
  })

  it('works through map and filter', () => {
    const composed = queryAndKeys({ tokens: { min: 1, max: 16 }, width: [1, 2, 4] })
      .filter((item) => item.inputs.k.shape[0] >= 3)
      .map(({ inputs: { q, k }, ...rest }): Case => ({
        ...rest,
        inputs: { q: q, k: { shape: k.shape, data: k.data.map((x) => 2 * x) } },
      }))
    for (let i = 0; i < 30; i++) {
      const start = valueAt(composed, 'composed', 1, i)
      const { item } = shrunk(composed, start, (it) => it.inputs.k.data.some((x) => x !== 0))
      expect(item.inputs.k.shape).toEqual([3, 1])
      expect([...item.inputs.k.data].sort()).toEqual([0, 0, 2])
      expect([...item.inputs.q.data]).toEqual([0])
    }
  })

  it('is what fc.check does with it', async () => {
    const property = fc.asyncProperty(inputs, async (item) => Math.max(...item.inputs.v.data) <= 1)
    const result = await fc.check(property, { seed: 1 })
    expect(result.failed).toBe(true)
    const item = result.counterexample![0]
    expect(item.inputs.k.shape).toEqual([1, 1])
    expect(numbers(item)).toMatchObject({ q: '1 1 : 0', k: '1 1 : 0' })
  })
})

describe('complexity', () => {
  it('orders numbers from simple to not', () => {
    const order = [0, -0, 1, -1, 2, -2, 4, 3, -3, 5, 0.7, -0.7, Infinity]
    const values = order.map(complexity)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(new Set(values).size).toBe(order.length)
  })

  it('is a non-negative integer for every kind of number', () => {
    for (const x of [2 ** -149, 1.1 * 2 ** -130, 2 ** 127, -(2 ** 127), NaN, 1 / 3]) {
      expect(complexity(x)).toBeGreaterThan(0)
      expect(Number.isInteger(complexity(x))).toBe(true)
    }
  })
})
