import { expect, test } from 'vitest'
import { enclosed } from '../../arithmetic/interval/enclose.ts'
import { exact, Worksheet } from '../../arithmetic/interval/worksheet.fixture.ts'
import type { Real } from '../../program/real.ts'
import { Truth } from '../../program/truth.ts'
import { bind } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { Draws } from '../../generate/draws.ts'
import { distinctRows } from './distinct-rows.ts'
import { preactivations } from './drawn-network.ts'
import { contexts } from './four-layer-network.ts'
import { admissible, rootLambda, selfAttentionMatrix, type DrawnSelfAttentionData } from './seed-data.ts'

const sheet = new Worksheet()
const { x } = sheet
/** Two lanes: a = 1 and a = 1/2, b = 1/4 and b = 1/2, the needle in row 1 and in row 3. */
const lanes = (...numbers: number[]) => sheet.input(exact(numbers, [], 2))
const rows = sheet.input(exact([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0], [2, 4], 2))
const drawn: DrawnSelfAttentionData = {
  n: 4,
  d: 4,
  a: lanes(1, 0.5),
  b: lanes(0.25, 0.5),
  c: x.constant(1).sub(lanes(0.25, 0.5)),
  needle: rows.gather([0]).transpose(),
}
const fixed = [
  { n: 4, d: 4, a: [1, 1], b: [1, 4], c: [3, 4], needle: 1 },
  { n: 4, d: 4, a: [1, 2], b: [1, 2], c: [1, 2], needle: 3 },
] as const

/** Each lane of `both` holds the same numbers as one of the others, to 40 bits. */
function expectLanes(both: Real, ...each: Real[]): void {
  const { lo, hi } = sheet.enclosures(both)
  each.forEach((real, lane) => {
    const one = sheet.enclosures(real)
    for (let i = 0; i < one.lo.length; i++) {
      const at = lane * one.lo.length + i
      expect(lo[at]).toBeLessThanOrEqual(one.hi[i])
      expect(one.lo[i]).toBeLessThanOrEqual(hi[at])
      expect(hi[at] - lo[at] + one.hi[i] - one.lo[i]).toBeLessThan(2 ** -40)
    }
  })
}

test('drawn parameters give the matrix of the same fractions, lane by lane', () => {
  expectLanes(selfAttentionMatrix(drawn, x), ...fixed.map((data) => selfAttentionMatrix(data, x)))
})

test('the pre-activations of the rows picked are those of the contexts', () => {
  const attention = bind(softmax, x)
  const signs = x.constant([1, -1, 1, 1, -1, 1, 1, -1], [2, 4])
  const expected = fixed.map((data) => contexts(data, attention, x).matMul(signs.transpose()))
  expectLanes(preactivations(drawn, rows, signs, attention, x), ...expected)
})

test('a needle of another shape is refused, and so are n and d that do not fit', () => {
  const refused = (change: Partial<DrawnSelfAttentionData>) => () =>
    selfAttentionMatrix({ ...drawn, ...change }, x)
  expect(refused({ needle: rows })).toThrow('the needle is a column [n, 1], got [2, 4]')
  expect(refused({ n: 5 })).toThrow('multiple of d - 2')
})

test('parameters are admissible where a ≥ 0 and b, c > 0', () => {
  const truths = (a: number, b: number, c: number) =>
    sheet.truths(admissible({ a: lanes(a, 1), b: lanes(b, 0.5), c: lanes(c, 0.5) }))
  expect(truths(0, 0.5, 0.5)).toEqual([Truth.True, Truth.True])
  for (const bad of [
    [-1, 0.5, 0.5],
    [1, 0, 1],
    [1, 1, 0],
  ] as const)
    expect(truths(bad[0], bad[1], bad[2])).toEqual([Truth.False, Truth.True])
})

test('rows of different tokens: a one each, in as many columns, every order possible', () => {
  let at = 0
  const draws = new Draws({ nextInt: () => (at = (at + 40503 * 2 ** 9) | 0) })
  const seen = new Set<string>()
  for (let i = 0; i < 200; i++) {
    const data = new Float32Array(7)
    distinctRows.fill(draws, data, 1, 2, 3)
    expect(data[0]).toBe(0)
    const columns = [data.indexOf(1, 1) - 1, data.indexOf(1, 4) - 4]
    expect(data.reduce((sum, entry) => sum + entry)).toBe(2)
    seen.add(columns.join())
  }
  expect([...seen].sort()).toEqual(['0,1', '0,2', '1,0', '1,2', '2,0', '2,1'])
  expect(() => distinctRows.fill(draws, new Float32Array(6), 0, 3, 2)).toThrow(RangeError)
})

test('what linear attention leaves of the needle at n = 1000, in the digits of the note', () => {
  const first = (a: readonly [number, number]) => {
    const data = { n: 1000, d: 102, a, b: [2, 10], c: [8, 10], needle: 7 } as const
    const { lo, hi } = enclosed((x) =>
      contexts(data, bind(linear(identity), x), x)
        .gather([0], 1)
        .gather([1])
        .div(rootLambda(1000, x)),
    )
    expect(hi[0] - lo[0]).toBeLessThan(1e-9)
    return lo[0].toExponential(2)
  }
  expect(first([1, 100])).toBe('1.01e-5')
  expect(first([12, 10])).toBe('2.64e-3')
})
