import fc from 'fast-check'
import { expect, test } from 'vitest'
import { above, below, percentAbove } from './words.ts'

const shares = fc.double({ min: 1e-300, max: 1, noNaN: true })

test('a limit that is written down is never tighter than the one that was found', () => {
  fc.assert(
    fc.property(shares, (share) => {
      expect(Number(above(share))).toBeGreaterThanOrEqual(share)
      expect(Number(below(share))).toBeLessThanOrEqual(share)
      const [digits] = percentAbove(share).split(' ')
      // Moved by two places in the text, so that nothing is rounded here.
      const [mantissa, exponent = '0'] = digits.split('e')
      expect(Number(`${mantissa}e${Number(exponent) - 2}`)).toBeGreaterThanOrEqual(share)
    }),
  )
})

test('it has three digits', () => {
  expect(percentAbove(0.000575401)).toBe('0.0576 %')
  expect(percentAbove(0.01)).toBe('1 %')
  expect(percentAbove(1)).toBe('100 %')
})
