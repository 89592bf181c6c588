import { describe, expect, it } from 'vitest'
import { float32Enclosures } from './enclosures.ts'
import { IntervalReal } from './interval-array.ts'
import { surelyEqual } from './structure.ts'

const exact = (values: readonly number[], shape: readonly number[] = [values.length]) =>
  IntervalReal.exact(1, shape, Float64Array.from(values))

/** Numbers of which each is only known to lie in [1, 2]: equal enclosures, but not known to be equal. */
const unknown = (shape: readonly number[]) => {
  const size = shape.reduce((a, b) => a * b, 1)
  const lo = new Float64Array(size).fill(1)
  return new IntervalReal({ lanes: 1, shape, lo, hi: lo.map(() => 2) })
}

describe('entries are surely equal', () => {
  const x = exact([0.3, 0.7, 0.3, NaN, NaN])
  const same = (y: IntervalReal, i: number, j: number) => surelyEqual(y, 0, i, j)

  it('where they are the same exact number, and not where nothing is known', () => {
    expect([same(x, 0, 2), same(x, 0, 1), same(x, 3, 4), same(x, 3, 3)]).toEqual([true, false, false, false])
    expect([same(unknown([2]), 0, 0), same(unknown([2]), 0, 1)]).toEqual([true, false])
    expect(same(exact([0, -0]), 0, 1)).toBe(true)
  })

  it('where they are the same float32 number, of which no endpoints are made', () => {
    const numbers = Float32Array.of(0.3, 0.7, 0.3, NaN, NaN, Infinity, Infinity, 0, -0, 0)
    const matrix = new IntervalReal({
      ...float32Enclosures(2, [1, 5], numbers),
      get lo(): never {
        throw new Error('an endpoint was asked for')
      },
    })
    for (const y of [matrix, matrix.transpose()]) {
      expect([same(y, 0, 2), same(y, 0, 1), same(y, 3, 4), same(y, 3, 3)]).toEqual([
        true,
        false,
        false,
        false,
      ])
      const ofSecond = (i: number, j: number) => surelyEqual(y, 1, i, j)
      expect([ofSecond(0, 1), ofSecond(0, 0), ofSecond(2, 3), ofSecond(2, 1)]).toEqual([
        false,
        false,
        true,
        false,
      ])
    }
  })

  it('where they are the same function of the same numbers', () => {
    for (const y of [
      x.exp(),
      x.sqrt(),
      x.mul(0.1),
      x.div(x.gather([0, 1, 2]).sum()),
      x.add(x.square()),
      x.belowMax(0).exp(),
    ]) {
      expect(y.lo[0] < y.hi[0], 'inexact').toBe(true)
      expect([same(y, 0, 2), same(y, 0, 1), same(y, 3, 4)]).toEqual([true, false, false])
    }
    const rows = exact([0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.3, 0.2, 0.1], [3, 3])
    const total = rows.exp().sum(1)
    expect([same(total, 0, 1), same(total, 0, 2)]).toEqual([true, false])
    const moved = rows.exp().gather([2, 1, 0]).transpose().reshape([9])
    expect([same(moved, 1, 2), same(moved, 0, 1)]).toEqual([true, false])
    const product = rows.matMul(rows.transpose())
    expect(product.lo[0]).toBeLessThan(product.hi[0])
    expect([same(product, 0, 1), same(product, 0, 4), same(product, 0, 2)]).toEqual([true, true, false])
  })

  it('never because their enclosures are', () => {
    const u = unknown([2, 2])
    const ones = exact([1, 1, 1, 1], [2, 2])
    const column = exact([1, 1], [2, 1])
    for (const y of [
      u.exp(),
      u.add(ones),
      ones.add(u),
      u.mul(unknown([1, 2])),
      u.matMul(ones),
      ones.matMul(u).transpose(),
      u.belowMax(1).exp(),
      u.div(column),
      unknown([2, 1])
        .mul(column.reshape([1, 2]))
        .transpose()
        .reshape([2, 2])
        .transpose(),
      u.gather([1, 0]).concat(u),
    ]) {
      expect([y.lo[0], y.hi[0]]).toEqual([y.lo[2], y.hi[2]])
      expect(same(y, 0, 2)).toBe(false)
    }
    for (const y of [u.sum(0), u.sum(1), u.max(1), ones.matMul(u).gather([0]).reshape([2])])
      expect(same(y, 0, 1)).toBe(false)
  })
})
