import { expect, test } from 'vitest'
import { ends, Worksheet } from '../arithmetic/interval/worksheet.fixture.ts'
import { Truth } from './truth.ts'
import { crossProduct, spansAffinely } from './affine.ts'

const sheet = new Worksheet()
const { x } = sheet

test.each([
  [
    [1, 2],
    [1, 2],
    [2, -1],
  ],
  [
    [1, 2, 3, 4, 5, 6],
    [2, 3],
    [-3, 6, -3],
  ],
  [
    [1, 2, 3, 2, 4, 6],
    [2, 3],
    [0, 0, 0],
  ],
  [
    [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    [3, 4],
    [0, 0, 0, -1],
  ],
])('the cross product of %j as rows of %j', (entries, shape, product) => {
  const { lo, hi } = ends(sheet.enclosures(crossProduct(x.constant(entries, shape))))
  expect(lo.map((a) => a + 0)).toEqual(product)
  expect(hi.map((a) => a + 0)).toEqual(product)
})

test.each([
  [2, 2],
  [3, 2],
  [1, 3],
])('there is none of %i vectors with %i coordinates', (n, d) => {
  expect(() => crossProduct(x.constant(1, [n, d]))).toThrow(RangeError)
})

test.each([
  [[0, 0, 1, 0, 0, 1], Truth.True],
  // A hyperplane that misses the origin, of full column rank.
  [[1, 0, 0, 1, 0.5, 0.5], Truth.False],
  [[1, 1, 2, 2, 3, 3], Truth.False],
])('rows %j span the plane affinely: %i', (rows, truth) => {
  expect(sheet.truths(spansAffinely(x.constant(rows, [3, 2])))).toEqual([truth])
})
