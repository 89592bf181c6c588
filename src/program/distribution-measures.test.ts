import { expect, test } from 'vitest'
import { ends, Worksheet } from '../arithmetic/interval/worksheet.fixture.ts'
import { entropy, majorises } from './distribution-measures.ts'
import { Truth } from './truth.ts'

const sheet = new Worksheet()
const { x } = sheet
const row = (...numbers: number[]) => x.constant(numbers, [1, numbers.length])
const says = (p: number[], other: number[]) => sheet.truths(majorises(row(...p), row(...other)))[0]

test('the entropy of the uniform distribution is ln n, of a biased coin less', () => {
  const { lo, hi } = ends(sheet.enclosures(entropy(row(0.25, 0.25, 0.25, 0.25))))
  expect(lo[0]).toBeLessThanOrEqual(Math.log(4))
  expect(hi[0]).toBeGreaterThanOrEqual(Math.log(4))
  const coin = ends(sheet.enclosures(entropy(row(0.25, 0.75))))
  const exact = 2 * Math.LN2 - 0.75 * Math.log(3)
  expect(Math.abs(coin.lo[0] - exact)).toBeLessThan(2 ** -40)
})

test('majorisation compares sums of the largest entries, wherever they stand', () => {
  expect(says([0.5, 0.25, 0.25], [0.25, 0.375, 0.375])).toBe(Truth.True)
  expect(says([0.25, 0.375, 0.375], [0.5, 0.25, 0.25])).toBe(Truth.False)
  expect(says([0.5, 0.25, 0.25], [0.25, 0.25, 0.5])).toBe(Truth.True)
  expect(says([1, 0, 0], [0, 0, 1])).toBe(Truth.True)
  // 0.625 ≥ 0.5 and 0.75 < 0.875: neither majorises the other.
  expect(says([0.625, 0.125, 0.125, 0.125], [0.5, 0.375, 0.0625, 0.0625])).toBe(Truth.False)
  expect(says([0.5, 0.375, 0.0625, 0.0625], [0.625, 0.125, 0.125, 0.125])).toBe(Truth.False)
})

test('more rows than one, or rows of other widths, are refused', () => {
  const two = x.constant([1, 0, 0, 1], [2, 2])
  for (const [p, other] of [
    [two, two],
    [row(1, 0), row(1, 0, 0)],
    [row(1, 0), two],
    [x.constant([1, 0]), x.constant([1, 0])],
  ])
    expect(() => majorises(p, other)).toThrow('a row [1, n] majorises another one')
})
