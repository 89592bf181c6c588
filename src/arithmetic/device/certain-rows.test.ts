import { afterEach, expect, test, vi } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { Truth } from '../../program/truth.ts'
import { CertainRows } from './certain-rows.ts'
import type { DeviceContext } from './context.ts'
import { DeviceArray } from './device-array.ts'
import { LaneBound } from './lane-bound.ts'
import { compareOrder } from './same-order.ts'
import { spansOf } from './spans.ts'

const draws = new Draws({ nextInt: () => 2718 })
const AWKWARD = [0, -0, 1, -1, 2 ** -149, 3.4e38, Infinity, -Infinity, NaN]

afterEach(() => void vi.restoreAllMocks())

/** Downloaded numbers, of which no engine knows. */
function downloaded(lanes: number, shape: readonly number[], values: Float32Array, rel: number, abs: number) {
  const bound = new LaneBound(lanes)
  bound.rel.fill(rel)
  bound.abs.fill(abs)
  const context = {
    running: undefined,
    says: () => true,
    watchRange: () => undefined,
  } as unknown as DeviceContext
  const array = new DeviceArray(context, shape, bound, () => {
    throw new Error('nothing is computed here')
  })
  return Object.assign(array, { host: { values, errors: undefined } })
}

function judged(scores: DeviceArray, weights: DeviceArray) {
  const { reals, float32 } = compareOrder(scores, weights, undefined, undefined)
  return {
    reals: [...reals.truth],
    margin: [...reals.margin],
    bound: [...reals.bound],
    float32: [...float32.truth],
  }
}

/** What comes out with the kernels, and without. */
function bothWays(scores: DeviceArray, weights: DeviceArray) {
  const fast = judged(scores, weights)
  vi.spyOn(CertainRows, 'of').mockReturnValue(undefined)
  return { fast, slow: judged(scores, weights) }
}

const KINDS = {
  'far apart': { awkward: 0, shaken: 0, rel: 2 ** -20, abs: 2 ** -30 },
  'too near': { awkward: 0, shaken: 0, rel: 2 ** -8, abs: 2 ** -10 },
  'out of order': { awkward: 0, shaken: 0.01, rel: 2 ** -20, abs: 0 },
  exact: { awkward: 0, shaken: 0.01, rel: 0, abs: 0 },
  awkward: { awkward: 0.05, shaken: 0, rel: 0, abs: 0 },
  unknown: { awkward: 0, shaken: 0, rel: 0, abs: NaN },
  'without limit': { awkward: 0, shaken: 0, rel: Infinity, abs: 0 },
}

test.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
  'rows are judged alike in vectors and one by one: %s',
  (kind) => {
    const { awkward, shaken, rel, abs } = KINDS[kind]
    for (const n of [2, 4, 8, 16, 60, 256, 260]) {
      for (const [lanes, rows] of [
        [1, 1],
        [3, 2],
        [900, 1],
      ] as const) {
        const size = lanes * rows * n
        const odd = () => draws.uniform() < awkward
        const pick = () => AWKWARD[draws.below(AWKWARD.length)]
        const s = Float32Array.from({ length: size }, () => (odd() ? pick() : draws.normal()))
        const p = s.map((v) =>
          odd() ? pick() : Math.exp(v) * (draws.uniform() < shaken ? draws.uniform() : 1),
        )
        const scores = downloaded(lanes, [rows, n], s, rel, abs)
        const weights = downloaded(lanes, [rows, n], p, rel, abs)
        const { fast, slow } = bothWays(scores, weights)
        vi.restoreAllMocks()
        expect(fast).toEqual(slow)
      }
    }
  },
)

test('most rows of distinct numbers are certain, others are not', () => {
  const n = 16
  const s = Float32Array.from({ length: 500 * n }, () => draws.normal())
  s[3] = s[5]!
  const scores = downloaded(500, [n], s, 2 ** -22, 0)
  const certain = CertainRows.of(scores, scores)!
  const found = Array.from({ length: 500 }, (_, row) => certain.has(row))
  expect(found[0]).toBe(false)
  expect(found.filter((is) => is).length).toBeGreaterThan(450)
})

test('what was decided stays, whoever uses the kernels in between', () => {
  const s = Float32Array.from({ length: 40 * 8 }, () => draws.normal())
  const scores = downloaded(40, [8], s, 2 ** -22, 0)
  const seen = (between: () => void) => {
    const certain = CertainRows.of(scores, scores)!
    return Array.from({ length: 40 }, (_, row) => {
      const is = certain.has(row)
      between()
      return [is, certain.margin, certain.bound]
    })
  }
  const other = new Float32Array(65_400)
  expect(seen(() => spansOf(other, 1, other.length))).toEqual(seen(() => {}))
})

test('of neighbours that are as tight, the first one counts', () => {
  const p = Float32Array.of(-1000, 0, 3, 8, 100, 1000, 10_000, 100_000)
  const scores = downloaded(1, [8], p, 0, 0)
  const weights = downloaded(1, [8], p, 1 / 4 / (1 + 2 ** -30), 0)
  const { fast, slow } = bothWays(scores, weights)
  expect(slow.reals).toEqual([3])
  expect(slow.margin).toEqual([3])
  expect(fast).toEqual(slow)
})

test('the order of a row comes with it, unless scores are no numbers', () => {
  const n = 8
  const s = Float32Array.from({ length: 200 * n }, () => draws.normal())
  for (let row = 0; row < 200; row += 3)
    for (let i = 0; i < n; i++) s[row * n + i] = AWKWARD[draws.below(row % 2 === 0 ? 4 : AWKWARD.length)]
  const scores = downloaded(200, [n], s, 1, 0)
  const certain = CertainRows.of(scores, scores)!
  const order = new Uint32Array(n)
  for (let row = 0; row < 200; row++) {
    expect(certain.has(row)).toBe(false)
    const own = s.subarray(row * n, (row + 1) * n)
    expect(certain.orderOf(row, order)).toBe(!own.some(Number.isNaN))
    if (own.some(Number.isNaN)) continue
    const rank = (i: number) => 10 * own.filter((v) => v < own[i]).length + i
    expect([...order]).toEqual([...own.keys()].sort((i, j) => rank(i) - rank(j)))
  }
})

test('scores that came back equal are level only where they are whole and near, and their weights exist', () => {
  const s = Float32Array.of(10, 4, 4, 14, 10, 10, 2, 6)
  const judgedWith = (abs: number, lanes: (lane: number) => boolean, of = s, ofWeights = 2 ** -20) => {
    const scores = downloaded(1, [8], of, 0, abs)
    const weights = downloaded(1, [8], of.map(Math.exp), 0, ofWeights)
    return compareOrder(scores, weights, undefined, undefined, true, lanes).reals.truth[0]
  }
  const whole = () => true
  expect(judgedWith(0.49, whole)).toBe(Truth.True)
  expect(judgedWith(0.51, whole)).toBe(Truth.Undecided)
  expect(judgedWith(0.49, () => false)).toBe(Truth.Undecided)
  const level = new Float32Array(8).fill(3)
  expect(judgedWith(0.49, whole, level)).toBe(Truth.True)
  expect(judgedWith(0.49, whole, level, Infinity)).toBe(Truth.Undecided)
})

test('errors up to a factor of their row say of no score which whole number it is', () => {
  const s = Float32Array.of(5, 2, 2, 7)
  const scores = downloaded(1, [4], s, 0, 2 ** -20)
  scores.bound.inRow = { rel: Float64Array.of(0), abs: Float64Array.of(2 ** -20) }
  const { reals } = compareOrder(scores, scores, undefined, undefined, true, () => true)
  expect(reals.truth[0]).toBe(Truth.Undecided)
})

test('where nobody asks for the returned numbers, level rows are level all the same, and others may be left', () => {
  const zeros = new Float32Array(4)
  const judgedOf = (...numbers: number[]) => {
    const scores = downloaded(1, [4], Float32Array.from(numbers), 0, 2 ** -20)
    const weights = downloaded(1, [4], zeros, 0, 2 ** -20)
    return compareOrder(scores, weights, undefined, undefined, false, () => true).reals.truth[0]
  }
  expect(judgedOf(3, 3, 3, 3)).toBe(Truth.True)
  expect(judgedOf(3, 3, 3, 4)).toBe(Truth.Undecided)
})
