import { expect, test } from 'vitest'
import { ends, Worksheet } from '../arithmetic/interval/worksheet.fixture.ts'
import type { Real } from './real.ts'
import { equalRows, rowsOf, shares, stacked } from './rows.ts'
import { Truth } from './truth.ts'

const sheet = new Worksheet()
const { x } = sheet
const matrix = (...rows: number[][]) => x.constant(rows.flat(), [rows.length, rows[0].length])
const numbers = (of: Real) => ends(sheet.enclosures(of)).lo

test('rows are matrices of one row, in their order', () => {
  const rows = rowsOf(matrix([1, 2], [3, 4], [5, 6]))
  expect(rows.map(({ shape }) => shape)).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ])
  expect(rows.map(numbers)).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
})

test('what is stacked stands one after another, along the axis', () => {
  const [a, b, c] = [matrix([1], [2]), matrix([3], [4]), matrix([5], [6])]
  expect(numbers(stacked([a, b, c]))).toEqual([1, 2, 3, 4, 5, 6])
  expect(numbers(stacked([a, b, c], 1))).toEqual([1, 3, 5, 2, 4, 6])
  expect(stacked([a]).value).toBe(a.value)
})

test('nothing cannot be stacked', () => {
  expect(() => stacked([])).toThrow('got none')
})

test('a row that is another one is found, wherever it stands', () => {
  const says = (...rows: number[][]) => sheet.truths(equalRows(matrix(...rows)))[0]
  expect(says([1, 2], [1, 2], [1, 2])).toBe(Truth.True)
  expect(says([1, 2], [1, 2], [1, 3])).toBe(Truth.False)
  expect(says([1, 3], [1, 2], [1, 2])).toBe(Truth.False)
  expect(says([1, 2])).toBe(Truth.True)
})

test('shares of a row, or of a column, sum to 1', () => {
  const of = matrix([1, 3], [3, 1])
  expect(numbers(shares(of))).toEqual([0.25, 0.75, 0.75, 0.25])
  expect(numbers(shares(matrix([1, 4], [3, 4]), 0))).toEqual([0.25, 0.5, 0.75, 0.5])
})
