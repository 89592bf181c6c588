import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitsInWords, roundDown, rounded, roundUp } from './round-outward.ts'

const digits = fc.integer({ min: 1, max: 6 })
const numbers = fc.double({ min: -1e12, max: 1e12, noNaN: true })

test('lies on its side, and no number of so many digits lies between', () => {
  fc.assert(
    fc.property(numbers, digits, (x, n) => {
      const up = roundUp(x, n)
      const down = roundDown(x, n)
      expect(up).toBeGreaterThanOrEqual(x)
      expect(down).toBeLessThanOrEqual(x)
      for (const end of [up, down]) expect(rounded(end, n)).toBe(end)
      if (up === down || x === 0) return
      const between = rounded(up / 2 + down / 2, n)
      expect([up, down]).toContain(between)
    }),
    { numRuns: 2000 },
  )
})

test('next to a power of ten', () => {
  expect(roundDown(0.99999999)).toBe(0.999999)
  expect(roundUp(0.99999999)).toBe(1)
  expect(roundUp(1.0000001)).toBe(1.00001)
  expect(roundDown(1.0000001)).toBe(1)
})

test('limits in words enclose what they are limits of', () => {
  expect(limitsInWords(0.25, 0.25)).toBe('0.25000 … 0.25000')
  expect(limitsInWords(0.123456, 0.123451)).toBe('0.12345 … 0.12346')
  expect(limitsInWords(-2.000001, 1e-7 / 3)).toBe('-2.0001 … 3.3334e-8')
})
