import { describe, expect, it } from 'vitest'
import type { Real } from '../../program/real.ts'
import { Truth } from '../../program/truth.ts'
import { dyadic, generator, order, times } from './reference-arithmetic.fixture.ts'
import { between, ends, exact, Worksheet } from './worksheet.fixture.ts'

const sheet = new Worksheet()
const { x } = sheet
const lo = (of: Real) => [...sheet.enclosures(of).lo]

describe('constants', () => {
  it('are the same in every lane, and one number fills a shape', () => {
    expect(sheet.enclosures(x.constant(0.1))).toMatchObject({ lanes: 1, shape: [] })
    expect(lo(x.constant([1, 2, 3, 4], [2, 2]))).toEqual([1, 2, 3, 4])
    expect(lo(x.constant(7, [2, 2]))).toEqual([7, 7, 7, 7])
  })

  it('that are no numbers are "anything", and stay in the program what they are', () => {
    const constant = x.constant([1, Infinity])
    expect(ends(sheet.enclosures(constant))).toEqual({ lo: [1, NaN], hi: [1, NaN] })
    expect(x.tape.steps[constant.value]).toMatchObject({ values: Float64Array.of(1, Infinity) })
  })

  it.each([
    [1, 3],
    [-2, 7],
    [5, -9],
    [2 ** 53 - 1, 3],
    [1, 10],
  ])('%i/%i lies between two float64 numbers', (p, q) => {
    const { lo: low, hi } = ends(sheet.enclosures(x.rational(p, q)))
    // c < p/q exactly when cq < p, for q > 0.
    const side = (c: number) => Math.sign(q) * order(times(dyadic(c), dyadic(q)), dyadic(p))
    expect([side(low[0]), side(hi[0])]).toEqual([-1, 1])
  })

  it('a fraction that float64 holds is exact', () => {
    expect(ends(sheet.enclosures(x.rational(-3, 6)))).toEqual({ lo: [-0.5], hi: [-0.5] })
  })
})

it('entries move over lanes and shapes', () => {
  const real = sheet.input(exact([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3], 2))
  expect(lo(real.transpose())).toEqual([1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12])
  expect(lo(real.gather([2, 0], 1))).toEqual([3, 1, 6, 4, 9, 7, 12, 10])
  expect(lo(real.concat(x.constant(0, [2, 1]), 1))).toEqual([
    1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 10, 11, 12, 0,
  ])
  expect(lo(real.sum())).toEqual([21, 57])
  expect(sheet.enclosures(real.sum(undefined, true)).shape).toEqual([1, 1])
  expect(lo(real.max())).toEqual([6, 12])
  expect(lo(real.min(-1))).toEqual([1, 4, 7, 10])
  expect(lo(real.reshape([3, 2]).sum(0))).toEqual([9, 12, 27, 30])
  expect(lo(real.reshape([3, 2]).matMul(real)).slice(0, 3)).toEqual([9, 12, 15])
  expect(lo(real.neg().transpose().relu())).toEqual(lo(real.neg().relu().transpose()))
})

describe('what is exact stays so', () => {
  const next = generator(5)
  const integers = x.constant(
    Array.from({ length: 30 }, () => (next() % 2001) - 1000),
    [6, 5],
  )

  it.each<[string, Real]>([
    ['a sum', integers.sum(0)],
    ['a shift', integers.belowMax(1)],
    ['an extremum', integers.max(1)],
    ['one over all', integers.min()],
    ['a square', integers.square()],
    ['a product', integers.mul(-3)],
    ['a matrix product', integers.matMul(integers.transpose())],
    ['a quotient by one', integers.div(1)],
    ['a difference', integers.sub(integers)],
    ['a negative', integers.neg()],
  ])('%s of integers', (_, real) => {
    const { lo: low, hi } = ends(sheet.enclosures(real))
    expect(low).toEqual(hi)
  })

  it('the root of a square is the absolute value', () => {
    expect(new Set(sheet.truths(integers.square().sqrt().equal(integers.abs())))).toEqual(
      new Set([Truth.True]),
    )
  })
})

it('softmax of float32 scores is no wider than it deserves', () => {
  const next = generator(9)
  const tokens = x.constant(
    Array.from({ length: 32 * 64 }, () => Math.fround((next() / 2 ** 32 - 0.5) * 8)),
    [32, 64],
  )
  const terms = tokens.matMul(tokens.transpose()).mul(0.125).belowMax(1).exp()
  const weights = ends(sheet.enclosures(terms.div(terms.sum(1, true))))
  weights.hi.forEach((high, i) =>
    expect(high - weights.lo[i]).toBeLessThanOrEqual(2 ** -43 * high + 2 ** -1070),
  )
})

describe('nothing is known', () => {
  const large = x.constant([1e308])
  it.each<[string, Real]>([
    ['of NaN', x.constant([NaN])],
    ['of an infinity', x.constant([Infinity])],
    ['of a quotient by zero', x.constant([1]).div(0)],
    ['of the root of a negative number', x.constant([-1]).sqrt()],
    ['of the logarithm of zero', x.constant([0]).log()],
    ['of the logarithm of what may be zero', sheet.input(between([0], [1])).log()],
    [
      'of a difference of overflows',
      x
        .constant([1000])
        .exp()
        .sub(x.constant([1000]).exp()),
    ],
    ['of what comes after an overflow', large.mul(large).neg().exp().add(large.mul(large).log())],
  ])('%s', (_, anything) => {
    const five = x.constant([5])
    for (const atom of [
      anything.less(five),
      anything.atMost(five),
      anything.equal(five),
      five.less(anything),
      five.atMost(anything),
      anything.sameOrder(anything),
    ])
      expect(sheet.truths(atom)).toEqual([Truth.Undecided])
    expect(lo(anything.maximum(3))).toEqual([NaN])
    expect(lo(anything.reshape([1, 1]).matMul(x.constant([0], [1, 1])))).toEqual([NaN])
  })

  it('above an overflow, and a lower bound below it is one', () => {
    const half = sheet.input(between([1], [Infinity]))
    expect(sheet.truths(half.less(1))).toEqual([Truth.False])
    expect(sheet.truths(half.equal(2))).toEqual([Truth.Undecided])
  })
})
