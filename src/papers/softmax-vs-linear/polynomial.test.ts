import { expect, test } from 'vitest'
import { polynomial } from './polynomial.ts'

test.each([NaN, Infinity, 0, -1, 1.5])('a degree of %d is refused', (degree) => {
  expect(() => polynomial(degree)).toThrow(RangeError)
  expect(() => polynomial(degree)).toThrow(`of degree ${degree}; give a positive integer`)
})
