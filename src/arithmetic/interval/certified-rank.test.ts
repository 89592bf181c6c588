import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Real } from '../../program/real.ts'
import { bareissRank } from './bareiss.ts'
import { certifiedLowerRank, certifiedRank } from './certified-rank.ts'
import { IntervalArray } from './interval-array.ts'
import { generator } from './reference-arithmetic.fixture.ts'
import type { Structured } from './structure.ts'
import { between, exact, Worksheet } from './worksheet.fixture.ts'

const limits = (x: Structured) => {
  const { lower, upper } = certifiedRank(x)
  return [...lower].map((least, lane) => [least, upper[lane]])
}
const loosen = ({ lo, hi, shape }: Structured, radius: number) =>
  between(
    lo.map((v) => v - radius),
    hi.map((v) => v + radius),
    shape,
  )

/** Numbers of a generator, as matrices. */
const matrices =
  (entry: () => number) =>
  (rows: number, cols: number, lanes = 1) =>
    exact(Array.from({ length: lanes * rows * cols }, entry), [rows, cols], lanes)
const unitMatrices = (seed: number) => {
  const next = generator(seed)
  return matrices(() => next() / 2 ** 32 - 0.5)
}

/** The product of two matrices, known to be one. */
function multiplied(a: Structured, b: Structured): Structured {
  const sheet = new Worksheet()
  return sheet.enclosures(sheet.input(a).matMul(sheet.input(b)))
}

afterEach(() => vi.restoreAllMocks())

describe('certifiedRank', () => {
  it.each([
    [5, 9, 3],
    [9, 5, 5],
    [12, 12, 7],
    [1, 6, 1],
    [16, 16, 16],
    [30, 20, 4],
  ])('finds the rank of exact %i × %i matrices of rank %i, without a warning', (n, m, r) => {
    const warn = vi.spyOn(console, 'warn')
    const next = generator(7)
    const integers = matrices(() => (next() % 19) - 9)
    const known = multiplied(integers(n, r, 3), integers(r, m, 3))
    const each = [
      [r, r],
      [r, r],
      [r, r],
    ]
    expect(limits(exact(known.lo, [n, m], 3))).toEqual(each)
    expect(limits(known)).toEqual(each)
    expect(warn).not.toHaveBeenCalled()
  })

  it('finds that of small ones', () => {
    expect(limits(exact([0, 0, 0, 0], [2, 2]))).toEqual([[0, 0]])
    expect(certifiedLowerRank(exact([1, 2, 3, 4, 5, 7], [2, 3]))).toBe(2)
    expect(certifiedLowerRank(exact([1, 2, 3, 4, 5, 7], [3, 2]))).toBe(2)
  })

  it('certifies from below for every matrix in the enclosures, from above by structure', () => {
    const unit = unitMatrices(8)
    const product = multiplied(unit(32, 4), unit(4, 32))
    expect(product.lo).not.toEqual(product.hi)
    expect(limits(product)).toEqual([[4, 4]])
    const sheet = new Worksheet()
    const [[lower, upper]] = limits(sheet.enclosures(sheet.input(product).exp()))
    expect([lower >= 5, upper]).toEqual([true, 32])
    expect(limits(loosen(product, 1e-9))).toEqual([[4, 32]])
    expect(limits(loosen(product, 100))).toEqual([[0, 32]])
  })

  it('calls a product of rank 4 stored in float32 what the stored matrix is', () => {
    const unit = unitMatrices(9)
    const stored = exact(multiplied(unit(32, 4), unit(4, 32)).lo.map(Math.fround), [32, 32])
    const truth = bareissRank(stored.lo, 32, 32)
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
      expect(lower).toBeLessThanOrEqual(bareissRank(hilbert, n, n))
      expect(lower).toBeGreaterThanOrEqual(Math.min(n, 8))
      expect(certifiedLowerRank(loosen(exact(hilbert, [n, n]), 1e-6))).toBeLessThan(8)
    }
    const next = generator(10)
    for (let round = 0; round < 300; round++) {
      const [n, m, r] = [2 + (next() % 6), 2 + (next() % 6), 1 + (next() % 3)]
      const integers = matrices(() => (next() % 5) - 2)
      const product = multiplied(integers(n, r), integers(r, m))
      expect(certifiedLowerRank(product)).toBe(bareissRank(product.lo, n, m))
    }
  })

  it('says [0, min(n, m)] of what it does not know', () => {
    expect(limits(exact([NaN, 1, 2, 3, 4, 5], [2, 3]))).toEqual([[0, 2]])
    expect(limits(exact(new Array(9).fill(NaN), [3, 3]))).toEqual([[0, 3]])
    const sheet = new Worksheet()
    const [large, one] = [sheet.x.constant([1e300, 1, 1, 1e300], [2, 2]), sheet.x.constant(1, [2, 2])]
    expect(limits(sheet.enclosures(large.square()))[0][1]).toBe(2)
    expect(limits(sheet.enclosures(one.div(0)))).toEqual([[0, 2]])
  })
})

describe('structure', () => {
  const next = generator(12)
  const integers = matrices(() => (next() % 9) - 4)
  const sheet = new Worksheet()
  const [u, v] = [integers(6, 1, 2), integers(1, 5, 2)].map((array) => sheet.input(array))
  const [a, b] = [integers(6, 2, 2), integers(2, 5, 2)].map((array) => sheet.input(array).mul(1 / 3))
  const ab = a.matMul(b)
  const e = u.add(v).belowMax(-1).exp()

  it('knows that softmax of u1ᵀ + 1vᵀ has rank 1', () => {
    expect(limits(sheet.enclosures(e.div(e.sum(-1, true))))).toEqual([
      [1, 1],
      [1, 1],
    ])
  })

  it.each<[string, Real, number]>([
    ['rows and columns that are scaled keep a rank', ab.div(u.square().add(0.1)).mul(v.exp()), 2],
    ['two sums with a vector raise it by two', ab.add(v.exp()).sub(u.exp()), 4],
    ['a quotient of matrices may have any', ab.div(ab.square().add(1)), 5],
    ['moved and negated entries keep it', ab.gather([0, 1, 2, 0, 1, 2]).transpose().neg(), 2],
    ['an entrywise product multiplies', ab.square(), 4],
    ['matrices side by side add', ab.concat(ab, 1), 4],
    ['a shift of rows raises it by one', ab.belowMax(-1), 3],
  ])('%s', (_, matrix, upper) => {
    expect(limits(sheet.enclosures(matrix)).map(([, most]) => most)).toEqual([upper, upper])
  })

  it('never claims too little from above: against elimination of the values', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const random = generator(seed)
        const small = matrices(() => (random() % 3) - 1)
        const grown = new Worksheet()
        const drawn = (rows: number, cols: number) => grown.input(small(rows, cols))
        let x = drawn(2 + (random() % 4), 2 + (random() % 4))
        for (let step = 0; step < 5; step++) {
          const [rows, cols] = x.shape
          const column = drawn(rows, 1)
          const choices = [
            () => x.add(drawn(1, cols).reshape([cols])),
            () => x.mul(column),
            () => x.sub(column),
            () => x.matMul(drawn(cols, 3)),
            () => x.square(),
            () => x.relu(),
            () => x.transpose(),
            () => x.belowMax(random() % 2),
            () => x.mul(x.transpose().transpose()),
            () => x.gather([0, 0, rows - 1]),
            () => x.concat(x.neg(), 1),
            () => x.div(column.square().add(1).mul(0).add(2)),
          ]
          x = choices[random() % choices.length]()
        }
        const matrix = grown.enclosures(x)
        expect(matrix.lo).toEqual(matrix.hi)
        const truth = bareissRank(matrix.lo, x.shape[0], x.shape[1])
        expect(limits(matrix)).toEqual([[truth, truth]])
      }),
      { seed: 33, numRuns: 500 },
    )
  })
})

it('calls a contradiction between the limits a defect', () => {
  const identity = exact([1, 0, 0, 1], [2, 2])
  const wrong = new IntervalArray(identity, { rankAtMost: () => Int32Array.of(1) })
  expect(() => certifiedRank(wrong)).toThrow(/defect/)
})
