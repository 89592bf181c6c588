import { expect, test } from 'vitest'
import { record } from '../program/record.ts'
import { lanesThatFit } from './memory-plan.ts'

/** A product of two square matrices, compared with 0: 3 n² + 1 numbers or so. */
const product = (n: number) =>
  record(({ a, b }) => ({ claim: a.matMul(b).less(0).all() }), { a: [n, n], b: [n, n] }).definition

test('small cases are decided by the thousand, large ones one at a time', () => {
  expect(lanesThatFit(product(8))).toBeGreaterThan(4096)
  expect(lanesThatFit(product(1000), 2 ** 40)).toBeLessThan(23)
  expect(lanesThatFit(product(10_000), 2 ** 40)).toBe(1)
})

test('what does not fit is refused with its size', () => {
  expect(() => lanesThatFit(product(100_000), 2 ** 36)).toThrow(
    /30000000\d+ numbers .* 447\.0 GiB .* 64\.0 GiB/,
  )
  expect(() => lanesThatFit(product(100), 480_016)).not.toThrow()
  expect(() => lanesThatFit(product(100), 479_999)).toThrow(RangeError)
})
