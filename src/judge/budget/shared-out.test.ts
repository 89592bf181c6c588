import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedOut } from './shared-out.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const some = fc.double({ min: 0, max: 1e6, noNaN: true })
const cost = fc.record({ left: some, whole: some })

test('all of a time is shared out, and everything gets some of it', () => {
  fc.assert(
    fc.property(some, fc.array(cost, { minLength: 1 }), (time, costs) => {
      const shares = sharedOut(time, costs)
      // No term is negative. To first order n terms are added in three sums, with 12 roundings beside; twice that covers
      // the second order. Below 2^-1022 roundings are absolute, and 2^40 is more than a million costs them.
      const bound = 2 * (3 * costs.length + 12) * 2 ** -53 * time + costs.length * 2 ** (40 - 1074)
      expect(Math.abs(sum(shares) - time)).toBeLessThanOrEqual(bound)
      for (const share of shares) expect(share).toBeGreaterThanOrEqual((0.099 * time) / costs.length)
    }),
  )
})

test('where it does not suffice, what costs more gets more', () => {
  const [cheap, dear] = sharedOut(100, [
    { left: 100, whole: 100 },
    { left: 900, whole: 900 },
  ])
  expect([cheap, dear]).toEqual([14, 86])
})

test('what is done gets no more before the others are done', () => {
  const [done, open] = sharedOut(100, [
    { left: 0, whole: 500 },
    { left: 400, whole: 500 },
  ])
  expect([done, open]).toEqual([5, 95])
})

test('what time remains when all is done goes by the whole costs', () => {
  const [cheap, dear] = sharedOut(100, [
    { left: 0, whole: 100 },
    { left: 0, whole: 300 },
  ])
  expect([cheap, dear]).toEqual([27.5, 72.5])
})

test('what nothing is known of gets as much as the others in the mean', () => {
  const unknown = { left: 0, whole: 0 }
  expect(sharedOut(100, [unknown, unknown])).toEqual([50, 50])
  const [, , last] = sharedOut(90, [{ left: 100, whole: 100 }, { left: 300, whole: 300 }, unknown])
  expect(last).toBe(30)
})
