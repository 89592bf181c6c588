import { describe, expect, it } from 'vitest'
import type { Real } from '../../program/real.ts'
import type { Shape } from '../../program/shape.ts'
import { float32Enclosures } from './enclosures.ts'
import { IntervalArray } from './interval-array.ts'
import { surelyEqual, type Structured } from './structure.ts'
import { between, exact, Worksheet } from './worksheet.fixture.ts'

/** Numbers of which each is only known to lie in [1, 2]: equal enclosures, but not known to be equal. */
function unknown(shape: Shape): Structured {
  const ones = new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(1)
  return between(
    ones,
    ones.map((one) => 2 * one),
    shape,
  )
}

describe('entries are surely equal', () => {
  const x = exact([0.3, 0.7, 0.3, NaN, NaN])
  const same = (y: Structured, i: number, j: number) => surelyEqual(y, 0, i, j)

  it('where they are the same exact number, and not where nothing is known', () => {
    expect([same(x, 0, 2), same(x, 0, 1), same(x, 3, 4), same(x, 3, 3)]).toEqual([true, false, false, false])
    expect([same(unknown([2]), 0, 0), same(unknown([2]), 0, 1)]).toEqual([true, false])
    expect(same(exact([0, -0]), 0, 1)).toBe(true)
  })

  it('where they are the same float32 number, of which no endpoints are made', () => {
    const numbers = Float32Array.of(0.3, 0.7, 0.3, NaN, NaN, Infinity, Infinity, 0, -0, 0)
    const matrix = new IntervalArray({
      ...float32Enclosures(2, [1, 5], numbers),
      get lo(): never {
        throw new Error('an endpoint was asked for')
      },
    })
    const sheet = new Worksheet()
    for (const y of [matrix, sheet.enclosures(sheet.input(matrix).transpose())]) {
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
    const sheet = new Worksheet()
    const of = (real: Real, i: number, j: number) => same(sheet.enclosures(real), i, j)
    const numbers = sheet.input(x)
    for (const y of [
      numbers.exp(),
      numbers.sqrt(),
      numbers.mul(0.1),
      numbers.div(numbers.gather([0, 1, 2]).sum()),
      numbers.add(numbers.square()),
      numbers.belowMax(0).exp(),
    ]) {
      const { lo, hi } = sheet.enclosures(y)
      expect(lo[0] < hi[0], 'inexact').toBe(true)
      expect([of(y, 0, 2), of(y, 0, 1), of(y, 3, 4)]).toEqual([true, false, false])
    }
    const rows = sheet.x.constant([0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.3, 0.2, 0.1], [3, 3])
    const total = rows.exp().sum(1)
    expect([of(total, 0, 1), of(total, 0, 2)]).toEqual([true, false])
    const moved = rows.exp().gather([2, 1, 0]).transpose().reshape([9])
    expect([of(moved, 1, 2), of(moved, 0, 1)]).toEqual([true, false])
    const product = rows.matMul(rows.transpose())
    const { lo, hi } = sheet.enclosures(product)
    expect(lo[0]).toBeLessThan(hi[0])
    expect([of(product, 0, 1), of(product, 0, 4), of(product, 0, 2)]).toEqual([true, true, false])
  })

  it('never because their enclosures are', () => {
    const sheet = new Worksheet()
    const u = sheet.input(unknown([2, 2]))
    const ones = sheet.x.constant(1, [2, 2])
    const column = sheet.x.constant(1, [2, 1])
    for (const y of [
      u.exp(),
      u.add(ones),
      ones.add(u),
      u.mul(sheet.input(unknown([1, 2]))),
      u.matMul(ones),
      ones.matMul(u).transpose(),
      u.belowMax(1).exp(),
      u.div(column),
      sheet
        .input(unknown([2, 1]))
        .mul(column.reshape([1, 2]))
        .transpose()
        .reshape([2, 2])
        .transpose(),
      u.gather([1, 0]).concat(u),
    ]) {
      const array = sheet.enclosures(y)
      expect([array.lo[0], array.hi[0]]).toEqual([array.lo[2], array.hi[2]])
      expect(same(array, 0, 2)).toBe(false)
    }
    // The same number, less 2^60 + 256 and less 2^60 + 512: float64 holds neither, and both lie in one interval.
    const far = sheet.x.constant([-(2 ** 70), 2 ** 60 + 256, -(2 ** 70), 2 ** 60 + 512], [2, 2]).belowMax(1)
    const { lo, hi } = sheet.enclosures(far)
    expect([lo[0], hi[0]]).toEqual([lo[2], hi[2]])
    expect(same(sheet.enclosures(far), 0, 2)).toBe(false)
    for (const y of [u.sum(0), u.sum(1), u.max(1), ones.matMul(u).gather([0]).reshape([2])])
      expect(same(sheet.enclosures(y), 0, 1)).toBe(false)
  })
})
