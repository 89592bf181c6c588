import { expect, test } from 'vitest'
import { Worksheet } from '../arithmetic/interval/worksheet.fixture.ts'
import { distinctRows } from './distinct-rows.ts'
import { Truth } from './truth.ts'

const sheet = new Worksheet()
const says = (...rows: number[][]) =>
  sheet.truths(distinctRows(sheet.x.constant(rows.flat(), [rows.length, rows[0].length])))[0]

test('rows that are equal are found wherever they stand', () => {
  expect(says([1, 2], [2, 1], [1, 3])).toBe(Truth.True)
  expect(says([1, 2], [2, 1], [1, 2])).toBe(Truth.False)
  expect(says([2, 1], [1, 2], [1, 2])).toBe(Truth.False)
})

test('one row has no other', () => {
  expect(says([1, 2])).toBe(Truth.True)
})

test('several matrices, or a row alone, are refused', () => {
  for (const shape of [[2, 2, 1], [4]])
    expect(() => distinctRows(sheet.x.constant([1, 2, 1, 3], shape))).toThrow('is not one matrix')
})
