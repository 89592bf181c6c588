import { describe, expect, it } from 'vitest'
import { IntervalReal } from './interval-array.ts'
import {
  dyadic,
  generator,
  minus,
  order,
  plus,
  times,
  wildNumbers,
  type Dyadic,
} from './reference-arithmetic.ts'

const exact = (values: readonly number[], shape: readonly number[] = [values.length], lanes = 1) =>
  IntervalReal.exact(lanes, shape, Float64Array.from(values))

/** Intervals around wild numbers with points inside them. */
function wildIntervals(seed: number, count: number) {
  const wild = wildNumbers(seed)
  const pick = generator(seed + 1000)
  const lo = new Float64Array(count)
  const hi = new Float64Array(count)
  const point = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const a = wild()
    const b = pick() % 3 === 0 ? a : pick() % 2 === 0 ? wild() : a + Math.abs(a) * 2 ** -(pick() % 50)
    lo[i] = Math.min(a, b)
    hi[i] = Number.isFinite(Math.max(a, b)) ? Math.max(a, b) : lo[i]
    const within = [lo[i], hi[i], lo[i] / 2 + hi[i] / 2]
    point[i] = Math.min(hi[i], Math.max(lo[i], within[pick() % 3]))
  }
  return { x: new IntervalReal({ lanes: 1, shape: [count], lo, hi }), point }
}

function holds(x: IntervalReal, i: number, truth: Dyadic): boolean {
  const lo = x.lo[i]
  const hi = x.hi[i]
  if (Number.isNaN(lo) !== Number.isNaN(hi)) return false
  return (
    !(Number.isFinite(lo) && order(dyadic(lo), truth) > 0) &&
    !(Number.isFinite(hi) && order(dyadic(hi), truth) < 0)
  )
}

const magnitude = (d: Dyadic): Dyadic => ({ n: d.n < 0n ? -d.n : d.n, e: d.e })

describe('IntervalReal encloses', () => {
  it('what elementwise operations do to every point of wild intervals', () => {
    const count = 10_000
    const a = wildIntervals(11, count)
    const b = wildIntervals(12, count)
    const results = {
      add: a.x.add(b.x),
      sub: a.x.sub(b.x),
      mul: a.x.mul(b.x),
      minimum: a.x.minimum(b.x),
      maximum: a.x.maximum(b.x),
      neg: a.x.neg(),
      abs: a.x.abs(),
      relu: a.x.relu(),
      square: a.x.square(),
    }
    const quotient = a.x.div(b.x)
    const root = a.x.sqrt()
    const zero = dyadic(0)
    const missed = new Set<string>()
    for (let i = 0; i < count; i++) {
      const p = dyadic(a.point[i])
      const q = dyadic(b.point[i])
      const truths: Record<keyof typeof results, Dyadic> = {
        add: plus(p, q),
        sub: minus(p, q),
        mul: times(p, q),
        minimum: order(p, q) < 0 ? p : q,
        maximum: order(p, q) < 0 ? q : p,
        neg: minus(zero, p),
        abs: magnitude(p),
        relu: order(p, zero) < 0 ? zero : p,
        square: times(p, p),
      }
      for (const name of Object.keys(results) as (keyof typeof results)[]) {
        if (!holds(results[name], i, truths[name])) missed.add(`${name}(${a.point[i]}, ${b.point[i]})`)
      }
      if (b.x.lo[i] <= 0 && b.x.hi[i] >= 0) {
        if (!Number.isNaN(quotient.lo[i]))
          missed.add(`a divisor that may be 0: ${a.point[i]} / ${b.point[i]}`)
      } else {
        const sign = Math.sign(b.point[i])
        const lo = quotient.lo[i]
        const hi = quotient.hi[i]
        if (Number.isFinite(lo) && sign * order(times(dyadic(lo), q), p) > 0)
          missed.add(`div ${p.n} ${q.n} lo`)
        if (Number.isFinite(hi) && sign * order(times(dyadic(hi), q), p) < 0)
          missed.add(`div ${p.n} ${q.n} hi`)
      }
      if (a.x.lo[i] < 0) {
        if (!Number.isNaN(root.lo[i])) missed.add(`the root of ${a.x.lo[i]}`)
      } else {
        if (order(times(dyadic(root.lo[i]), dyadic(root.lo[i])), p) > 0) missed.add(`sqrt ${a.point[i]} lo`)
        if (order(times(dyadic(root.hi[i]), dyadic(root.hi[i])), p) < 0) missed.add(`sqrt ${a.point[i]} hi`)
      }
    }
    expect([...missed].slice(0, 5)).toEqual([])
    for (const name of ['abs', 'relu', 'square'] as const) {
      expect(results[name].lo.every((lo) => lo >= 0 || Number.isNaN(lo))).toBe(true)
    }
  })

  it('sums and matrix products of wild intervals, thin and wide', () => {
    const missed: string[] = []
    for (let round = 0; round < 600; round++) {
      const [n, d, m] = [(round % 3) + 1, (round % 11) + 1, (round % 4) + 1]
      const a = wildIntervals(round, n * d)
      const b = wildIntervals(round + 5000, d * m)
      const kind = round % 5
      const modify = (x: IntervalReal, point: Float64Array): [IntervalReal, Float64Array] => {
        if (kind === 0) return [x, point]
        if (kind === 1) return [exact([...point]), point]
        const moved = (change: (v: number) => number): [IntervalReal, Float64Array] => {
          const changed = point.map(change)
          return [exact([...changed]), changed]
        }
        if (kind === 2) return moved((v) => (Math.abs(v) < 3e38 ? Math.fround(v) : 1))
        if (kind === 3) return [x.abs(), point.map(Math.abs)]
        return moved((v) => Math.trunc(v % 1e9))
      }
      const [x, xPoint] = kind === 3 && round % 4 === 0 ? [a.x, a.point] : modify(a.x, a.point)
      const [y, yPoint] = kind === 3 && round % 2 ? [b.x, b.point] : modify(b.x, b.point)
      const product = x.reshape([n, d]).matMul(y.reshape([d, m]))
      const total = x.reshape([n, d]).sum(1)
      const everything = x.sum()
      let all = dyadic(0)
      for (let i = 0; i < n; i++) {
        let rowSum = dyadic(0)
        for (let k = 0; k < d; k++) rowSum = plus(rowSum, dyadic(xPoint[i * d + k]))
        all = plus(all, rowSum)
        if (!holds(total, i, rowSum)) missed.push(`sum ${round}`)
        for (let j = 0; j < m; j++) {
          let truth = dyadic(0)
          for (let k = 0; k < d; k++)
            truth = plus(truth, times(dyadic(xPoint[i * d + k]), dyadic(yPoint[k * m + j])))
          if (!holds(product, i * m + j, truth)) missed.push(`matMul ${round}`)
        }
      }
      if (!holds(everything, 0, all)) missed.push(`sum of all ${round}`)
    }
    expect(missed).toEqual([])
  })
})

describe('IntervalReal encloses the worst that rounding can do', () => {
  it('in a product whose every addition loses half a unit', () => {
    const lost = 2 ** -53 * (1 - 2 ** -30)
    const terms = [1, ...new Array<number>(1000).fill(lost)]
    const ones = exact(new Array<number>(1001).fill(1), [1001, 1])
    for (const sign of [1, -1]) {
      const product = exact(
        terms.map((t) => sign * t),
        [1, 1001],
      ).matMul(ones)
      expect(
        holds(
          product,
          0,
          terms.reduce((sum, t) => plus(sum, dyadic(sign * t)), dyadic(0)),
        ),
      ).toBe(true)
      const wide = new IntervalReal({
        ...ones,
        lo: ones.lo,
        hi: ones.hi.map((v) => v + 2 ** -52),
        lanes: 1,
        shape: [1001, 1],
      })
      const limits = exact(
        terms.map((t) => sign * t),
        [1, 1001],
      ).matMul(wide)
      expect(
        holds(
          limits,
          0,
          terms.reduce((sum, t) => plus(sum, dyadic(sign * t)), dyadic(0)),
        ),
      ).toBe(true)
    }
  })

  it('in a sum whose errors themselves cannot be summed exactly', () => {
    const terms = [1, 2 ** -54, ...new Array<number>(1000).fill(2 ** -107 * (1 - 2 ** -20)), -1]
    for (const sign of [1, -1]) {
      const sum = exact(terms.map((t) => sign * t)).sum()
      expect(
        holds(
          sum,
          0,
          terms.reduce((total, t) => plus(total, dyadic(sign * t)), dyadic(0)),
        ),
      ).toBe(true)
      expect(sum.hi[0] - sum.lo[0]).toBeLessThan(2 ** -90)
    }
  })
})

describe('IntervalReal is exact', () => {
  it('on integers, through sums, products and shifts', () => {
    const next = generator(5)
    const int = () => (next() % 2001) - 1000
    const a = Array.from({ length: 6 * 40 }, int)
    const b = Array.from({ length: 40 * 5 }, int)
    const c = exact(a, [6, 40]).matMul(exact(b, [40, 5]))
    expect(c.lo).toEqual(c.hi)
    expect(c.lo[7]).toBe(a.slice(40, 80).reduce((s, v, k) => s + v * b[k * 5 + 2], 0))
    for (const x of [
      c.sum(0),
      c.belowMax(1),
      c.max(1),
      c.min(),
      c.square(),
      c.mul(-3),
      c.div(1),
      c.sub(c),
      c.neg(),
    ]) {
      expect(x.lo).toEqual(x.hi)
    }
    expect(
      c
        .square()
        .sqrt()
        .equal(c.abs())
        .judge('reals')
        .truth.every((t) => t === 3),
    ).toBe(true)
    const large = exact([3 * 2 ** 40, 2 ** 30 + 1], [1, 2]).matMul(exact([5, 2 ** 20], [2, 1]))
    expect([large.lo[0], large.hi[0]]).toEqual([
      15 * 2 ** 40 + 2 ** 50 + 2 ** 20,
      15 * 2 ** 40 + 2 ** 50 + 2 ** 20,
    ])
  })

  it('on the values that exp, log, sqrt and division take exactly', () => {
    const both = (x: IntervalReal) => [...x.lo, ...x.hi]
    expect(both(exact([0]).exp())).toEqual([1, 1])
    expect(both(exact([1]).log())).toEqual([0, 0])
    expect(both(exact([49, 0.25]).sqrt())).toEqual([7, 0.5, 7, 0.5])
    expect(both(exact([12, 0]).div(exact([4, 7])))).toEqual([3, 0, 3, 0])
    expect(exact([1]).div(3).lo[0]).toBeLessThan(exact([1]).div(3).hi[0])
  })

  it('within two float64 numbers on float32 matrices, and never wider than they deserve', () => {
    const wild = generator(9)
    const gauss = () => Math.fround((wild() / 2 ** 32 - 0.5) * 8)
    const x = exact(Array.from({ length: 32 * 64 }, gauss), [32, 64])
    const s = x.matMul(x.transpose())
    for (let i = 0; i < s.lo.length; i++)
      expect(s.hi[i] - s.lo[i]).toBeLessThanOrEqual(2 ** -51 * Math.abs(s.lo[i]))
    const p = s.mul(0.125).belowMax(1).exp()
    const weights = p.div(p.sum(1, true))
    for (let i = 0; i < 32 * 32; i++) {
      expect(weights.hi[i] - weights.lo[i]).toBeLessThanOrEqual(2 ** -43 * weights.hi[i] + 2 ** -1070)
    }
  })
})

describe('IntervalReal knows nothing', () => {
  it('of NaN, infinities, results that do not exist, and overflow', () => {
    const anything = [
      exact([NaN]),
      exact([Infinity]),
      exact([1]).div(0),
      exact([-1]).sqrt(),
      exact([0]).log(),
      new IntervalReal({ lanes: 1, shape: [1], lo: Float64Array.of(0), hi: Float64Array.of(1) }).log(),
      exact([1000])
        .exp()
        .sub(exact([1000]).exp()),
      exact([1e308])
        .mul(exact([1e308]))
        .neg()
        .exp()
        .add(exact([1e308]).mul(1e308).log()),
    ]
    for (const x of anything) {
      for (const atom of [
        x.less(5),
        x.atMost(5),
        x.equal(5),
        exact([5]).less(x),
        exact([5]).atMost(x),
        x.sameOrder(x),
      ]) {
        const { truth } = atom.judge('reals')
        expect(truth.every((t) => t === 1)).toBe(true)
      }
      expect(x.maximum(3).lo[0]).toBeNaN()
      expect(x.reshape([1, 1]).matMul(exact([0], [1, 1])).lo[0]).toBeNaN()
    }
  })

  it('a bound that intervals can hold of an infinite endpoint', () => {
    const half = new IntervalReal({
      lanes: 1,
      shape: [1],
      lo: Float64Array.of(1),
      hi: Float64Array.of(Infinity),
    })
    expect([half.div(2).lo[0], half.div(2).hi[0]]).toEqual([0.5, Infinity])
    expect([half.mul(0).lo[0], half.mul(0).hi[0]]).toEqual([0, 0])
    expect(half.less(1).judge('reals').truth[0]).toBe(0)
    expect(half.equal(2).judge('reals').truth[0]).toBe(1)
    expect(half.sub(half).lo[0]).not.toBeGreaterThan(0)
  })
})

describe('IntervalReal moves entries', () => {
  it('over lanes and shapes that broadcast', () => {
    const x = exact([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3], 2)
    expect([...x.add(exact([10, 20], [2, 1])).lo]).toEqual([11, 12, 13, 24, 25, 26, 17, 18, 19, 30, 31, 32])
    expect([...x.transpose().lo]).toEqual([1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12])
    expect([...x.gather([2, 0], 1).hi]).toEqual([3, 1, 6, 4, 9, 7, 12, 10])
    expect([...x.concat(exact([0, 0], [2, 1]), 1).lo]).toEqual([
      1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 10, 11, 12, 0,
    ])
    expect([...x.sum().lo]).toEqual([21, 57])
    expect(x.sum(undefined, true).shape).toEqual([1, 1])
    expect([...x.max(0).lo]).toEqual([4, 5, 6, 10, 11, 12])
    expect([...x.transpose().matMul(x).lo].slice(0, 3)).toEqual([17, 22, 27])
    expect([...x.reshape([3, 2]).matMul(x).lo].slice(9)).toEqual([
      129, 144, 159, 163, 182, 201, 197, 220, 243,
    ])
    const stack = exact([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2])
    expect([...stack.matMul(exact([1, 0, 0, 2], [2, 2])).lo]).toEqual([1, 4, 3, 8, 5, 12, 7, 16])
    expect([...stack.transpose().matMul(exact([1, 1], [2, 1])).lo]).toEqual([4, 6, 12, 14])
    expect([...exact([1, 2], [1, 2]).matMul(stack.transpose()).lo]).toEqual([5, 11, 17, 23])
    expect([...x.transpose().relu().lo]).toEqual([...x.relu().transpose().lo])
  })

  it('and refuses what does not fit', () => {
    const x = exact([1, 2, 3, 4, 5, 6], [2, 3])
    expect(() => x.add(exact([1, 2]))).toThrow(RangeError)
    expect(() => x.matMul(x)).toThrow(RangeError)
    expect(() => x.reshape([4])).toThrow(RangeError)
    expect(() => x.gather([3], 1)).toThrow(RangeError)
    expect(() => x.sum(2)).toThrow(RangeError)
    expect(() => exact([1]).transpose()).toThrow(RangeError)
    expect(() => exact([1, 2], [1], 2).add(exact([1, 2, 3], [1], 3))).toThrow(RangeError)
    expect(() => IntervalReal.exact(1, [2], new Float64Array(3))).toThrow(RangeError)
    expect(() => x.concat(exact([1], [1, 1]))).toThrow(RangeError)
  })
})
