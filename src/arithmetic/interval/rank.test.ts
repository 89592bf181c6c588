import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Truth } from '../../program/truth.ts'
import { exactRank } from './bareiss.ts'
import { certifiedLowerRank, certifiedRank } from './certified-rank.ts'
import { IntervalReal } from './interval-array.ts'
import { generator } from './reference-arithmetic.ts'

const exact = (values: readonly number[], shape: readonly number[], lanes = 1) =>
  IntervalReal.exact(lanes, shape, Float64Array.from(values))
const limits = (x: IntervalReal) => {
  const { lower, upper } = certifiedRank(x)
  return [...lower].map((l, i) => [l, upper[i]])
}
const loosen = (x: IntervalReal, radius: number) =>
  new IntervalReal({
    lanes: x.lanes,
    shape: x.shape,
    lo: x.lo.map((v) => v - radius),
    hi: x.hi.map((v) => v + radius),
  })

/** The rank by Gaussian elimination modulo a prime: at most the rank, and equal to it for nearly all primes. */
function rankModulo(values: readonly number[], rows: number, cols: number, prime: bigint): number {
  const mod = (v: bigint) => ((v % prime) + prime) % prime
  const power = (base: bigint, exponent: bigint): bigint =>
    exponent === 0n ? 1n : mod(power(mod(base * base), exponent / 2n) * (exponent % 2n ? base : 1n))
  const a = Array.from({ length: rows }, (_, i) =>
    values.slice(i * cols, (i + 1) * cols).map((v) => mod(BigInt(v))),
  )
  let rank = 0
  for (let col = 0; col < cols; col++) {
    const at = a.findIndex((row, i) => i >= rank && row[col] !== 0n)
    if (at < 0) continue
    ;[a[rank], a[at]] = [a[at], a[rank]]
    const inverse = power(a[rank][col], prime - 2n)
    for (let i = rank + 1; i < rows; i++) {
      const factor = mod(a[i][col] * inverse)
      for (let j = col; j < cols; j++) a[i][j] = mod(a[i][j] - factor * a[rank][j])
    }
    rank++
  }
  return rank
}

afterEach(() => vi.restoreAllMocks())

describe('exactRank', () => {
  it('agrees with elimination modulo a large prime on random products', async () => {
    const size = fc.integer({ min: 1, max: 9 })
    const shape = fc.tuple(size, size, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 10_000 }))
    await fc.assert(
      fc.asyncProperty(shape, async ([n, m, inner, seed]) => {
        const next = generator(seed)
        const int = () => (next() % 7) - 3
        const a = exact(Array.from({ length: n * inner }, int), [n, inner])
        const b = exact(Array.from({ length: inner * m }, int), [inner, m])
        const product = [...a.matMul(b).lo]
        expect(exactRank(product, n, m)).toBe(rankModulo(product, n, m, 2n ** 61n - 1n))
      }),
      { seed: 31, numRuns: 400 },
    )
  })

  it('takes float64 numbers as they are, whatever their exponents', () => {
    expect(exactRank([1, 3, 0.1, 0.3], 2, 2)).toBe(2)
    expect(exactRank([0.1, 0.2, 0.25, 0.5], 2, 2)).toBe(1)
    expect(exactRank([2 ** -1074, 0, 0, 2 ** 1023], 2, 2)).toBe(2)
    expect(exactRank([1, 2 ** -1074, 2 ** 1023, 2 ** -51], 2, 2)).toBe(1)
    expect(exactRank([0, 0, 0, 0, 0, 0], 2, 3)).toBe(0)
    expect(exactRank([0, 1, 0, 0, 0, 0, 0, 2, 5], 3, 3)).toBe(2)
    expect(exactRank([], 0, 3)).toBe(0)
    expect(() => exactRank([1, NaN], 1, 2)).toThrow(RangeError)
    expect(() => exactRank([1], 1, 2)).toThrow(RangeError)
  })
})

describe('certifiedRank', () => {
  it('finds the rank of exact matrices of known rank, tall and wide, without a warning', () => {
    const warn = vi.spyOn(console, 'warn')
    const next = generator(7)
    const int = () => (next() % 19) - 9
    for (const [n, m, r] of [
      [5, 9, 3],
      [9, 5, 5],
      [12, 12, 7],
      [1, 6, 1],
      [16, 16, 16],
      [30, 20, 4],
    ]) {
      const a = Array.from({ length: 3 * n * r }, int)
      const b = Array.from({ length: 3 * r * m }, int)
      const known = exact(a, [n, r], 3).matMul(exact(b, [r, m], 3))
      const bare = exact([...known.lo], [n, m], 3)
      expect(limits(bare)).toEqual([
        [r, r],
        [r, r],
        [r, r],
      ])
      expect(limits(known)).toEqual([
        [r, r],
        [r, r],
        [r, r],
      ])
    }
    expect(limits(exact([0, 0, 0, 0], [2, 2]))).toEqual([[0, 0]])
    expect(certifiedLowerRank(exact([1, 2, 3, 4, 5, 7], [2, 3]))).toBe(2)
    expect(certifiedLowerRank(exact([1, 2, 3, 4, 5, 7], [3, 2]))).toBe(2)
    expect(warn).not.toHaveBeenCalled()
  })

  it('certifies from below for every matrix in the enclosures, from above by structure', () => {
    const next = generator(8)
    const unit = () => next() / 2 ** 32 - 0.5
    const a = exact(Array.from({ length: 32 * 4 }, unit), [32, 4])
    const b = exact(Array.from({ length: 4 * 32 }, unit), [4, 32])
    const product = a.matMul(b)
    expect(product.lo).not.toEqual(product.hi)
    expect(limits(product)).toEqual([[4, 4]])
    expect(limits(product.exp())[0][0]).toBeGreaterThanOrEqual(5)
    expect(limits(product.exp())[0][1]).toBe(32)
    expect(limits(loosen(product, 1e-9))).toEqual([[4, 32]])
    expect(limits(loosen(product, 100))).toEqual([[0, 32]])
  })

  it('calls a product of rank 4 stored in float32 what the stored matrix is', () => {
    const next = generator(9)
    const unit = () => next() / 2 ** 32 - 0.5
    const a = exact(Array.from({ length: 32 * 4 }, unit), [32, 4])
    const b = exact(Array.from({ length: 4 * 32 }, unit), [4, 32])
    const stored = exact([...a.matMul(b).lo.map(Math.fround)], [32, 32])
    const truth = exactRank(stored.lo, 32, 32)
    expect(truth).toBe(32)
    expect(limits(stored)).toEqual([[truth, truth]])
    const lower = certifiedLowerRank(stored)
    expect(lower).toBeGreaterThan(4)
    expect(lower).toBeLessThanOrEqual(truth)
  })

  it('never exceeds the truth on Hilbert matrices and on nearly singular ones', () => {
    for (const n of [3, 8, 12, 20]) {
      const hilbert = Array.from({ length: n * n }, (_, k) => 1 / (Math.floor(k / n) + (k % n) + 1))
      const lower = certifiedLowerRank(exact(hilbert, [n, n]))
      expect(lower).toBeLessThanOrEqual(exactRank(hilbert, n, n))
      expect(lower).toBeGreaterThanOrEqual(Math.min(n, 8))
      const wide = certifiedLowerRank(loosen(exact(hilbert, [n, n]), 1e-6))
      expect(wide).toBeLessThan(8)
    }
    const next = generator(10)
    for (let round = 0; round < 300; round++) {
      const [n, m, r] = [2 + (next() % 6), 2 + (next() % 6), 1 + (next() % 3)]
      const int = () => (next() % 5) - 2
      const product = exact(Array.from({ length: n * r }, int), [n, r]).matMul(
        exact(Array.from({ length: r * m }, int), [r, m]),
      )
      expect(certifiedLowerRank(product)).toBe(exactRank(product.lo, n, m))
    }
  })

  it('says [0, min(n, m)] of what it does not know', () => {
    expect(limits(exact([NaN, 1, 2, 3, 4, 5], [2, 3]))).toEqual([[0, 2]])
    expect(limits(exact(new Array(9).fill(NaN), [3, 3]))).toEqual([[0, 3]])
    const x = exact([1e300, 1, 1, 1e300], [2, 2]).square()
    expect(limits(x)[0][1]).toBe(2)
    expect(limits(exact([1, 1, 1, 1], [2, 2]).div(0))).toEqual([[0, 2]])
  })

  it('knows by structure that softmax of u1ᵀ + 1vᵀ has rank 1, and that scaling keeps a rank', () => {
    const next = generator(12)
    const int = () => (next() % 9) - 4
    const u = exact(Array.from({ length: 2 * 6 }, int), [6, 1], 2)
    const v = exact(Array.from({ length: 2 * 5 }, int), [1, 5], 2)
    const e = u.add(v).belowMax(-1).exp()
    expect(limits(e.div(e.sum(-1, true)))).toEqual([
      [1, 1],
      [1, 1],
    ])
    const a = exact(Array.from({ length: 2 * 12 }, int), [6, 2], 2).mul(1 / 3)
    const b = exact(Array.from({ length: 2 * 10 }, int), [2, 5], 2).mul(1 / 3)
    const ab = a.matMul(b)
    expect(limits(ab.div(u.square().add(0.1)).mul(v.exp())).map((l) => l[1])).toEqual([2, 2])
    expect(limits(ab.add(v.exp()).sub(u.exp())).map((l) => l[1])).toEqual([4, 4])
    expect(limits(ab.div(ab.square().add(1))).map((l) => l[1])).toEqual([5, 5])
    expect(limits(ab.gather([0, 1, 2, 0, 1, 2]).transpose().neg()).map((l) => l[1])).toEqual([2, 2])
    expect(limits(ab.square()).map((l) => l[1])).toEqual([4, 4])
    expect(limits(ab.concat(ab, 1)).map((l) => l[1])).toEqual([4, 4])
    expect(limits(ab.belowMax(-1)).map((l) => l[1])).toEqual([3, 3])
  })

  it('never claims too little from above: structure against elimination of the values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), async (seed) => {
        const next = generator(seed)
        const int = () => (next() % 3) - 1
        const [n, m] = [2 + (next() % 4), 2 + (next() % 4)]
        let x = exact(Array.from({ length: n * m }, int), [n, m])
        for (let step = 0; step < 5; step++) {
          const [rows, cols] = x.shape
          const column = exact(Array.from({ length: rows }, int), [rows, 1])
          const row = exact(Array.from({ length: cols }, int), [cols])
          const other = exact(Array.from({ length: cols * 3 }, int), [cols, 3])
          const choices = [
            () => x.add(row),
            () => x.mul(column),
            () => x.sub(column),
            () => x.matMul(other),
            () => x.square(),
            () => x.relu(),
            () => x.transpose(),
            () => x.belowMax(next() % 2),
            () => x.mul(x.transpose().transpose()),
            () => x.gather([0, 0, rows - 1]),
            () => x.concat(x.neg(), 1),
            () => x.div(column.square().add(1).mul(0).add(2)),
          ]
          x = choices[next() % choices.length]()
        }
        const bare = exact([...x.lo], x.shape)
        expect(x.lo).toEqual(x.hi)
        const truth = exactRank(bare.lo, x.shape[0], x.shape[1])
        const [[lower, upper]] = limits(x)
        expect([lower, upper]).toEqual([truth, truth])
      }),
      { seed: 33, numRuns: 500 },
    )
  })

  it('calls a contradiction between its limits a defect', () => {
    const x = new IntervalReal(
      { lanes: 1, shape: [2, 2], lo: Float64Array.of(1, 0, 0, 1), hi: Float64Array.of(1, 0, 0, 1) },
      { rankAtMost: () => Int32Array.of(1) },
    )
    expect(() => x.rank().atMost(1).judge('reals')).toThrow(/defect/)
    expect(() => exact([1], [1]).rank()).toThrow(RangeError)
  })
})

describe('rank propositions', () => {
  const product = loosen(exact([1, 0, 0, 0, 2, 0, 0, 0, 0], [3, 3]), 1e-9)

  it.each([
    ['atMost', 1, Truth.False],
    ['atMost', 2, Truth.Undecided],
    ['atMost', 3, Truth.True],
    ['atLeast', 2, Truth.True],
    ['atLeast', 3, Truth.Undecided],
    ['atLeast', 4, Truth.False],
  ] as const)('rank in [2, 3] is %s %i', (relation, r, truth) => {
    const judged = product.rank()[relation](r).judge('reals')
    expect(judged.shape).toEqual([])
    expect(judged.truth[0]).toBe(truth)
  })

  it('compare with a rank that is itself only an interval', () => {
    const identity = exact([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3])
    const one = exact([1, 0, 0, 0, 0, 0, 0, 0, 0], [3, 3])
    const against = (x: IntervalReal) =>
      [x.rank().atMost(product.rank()), x.rank().atLeast(product.rank())].map(
        (p) => p.judge('reals').truth[0],
      )
    expect(against(identity)).toEqual([Truth.Undecided, Truth.True])
    expect(against(one)).toEqual([Truth.True, Truth.False])
    expect(against(product)).toEqual([Truth.Undecided, Truth.Undecided])
  })

  it('compare two ranks, lane by lane, each computed once', () => {
    const two = exact([1, 2, 2, 4, 1, 0, 0, 1], [2, 2], 2)
    expect(two.rank()).toBe(two.rank())
    const judged = two
      .rank()
      .atMost(exact([1, 0, 0, 0], [2, 2]).rank())
      .judge('reals')
    expect([...judged.truth]).toEqual([Truth.True, Truth.False])
    expect([...judged.margin]).toEqual([0, -1])
    expect([...judged.bound]).toEqual([0, 0])
  })
})
