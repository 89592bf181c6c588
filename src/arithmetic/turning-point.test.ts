import { expect, test } from 'vitest'
import { mayHoldMinimum } from './turning-point.ts'

test('a minimum is where a wave falls at the lower end and rises at the upper one', () => {
  expect(mayHoldMinimum(true, false, 1)).toBe(true)
  expect(mayHoldMinimum(false, true, 1)).toBe(false)
  expect(mayHoldMinimum(true, false, 6)).toBe(true)
  // One maximum: a minimum on either side would make it longer than 2π.
  expect(mayHoldMinimum(false, true, 6)).toBe(false)
})

test('slopes of one sign hide a minimum and a maximum only where there is room for both', () => {
  for (const falls of [true, false]) {
    expect(mayHoldMinimum(falls, falls, 3)).toBe(false)
    expect(mayHoldMinimum(falls, falls, Math.PI + 1e-9)).toBe(true)
  }
})

test('anything may be in an interval that is long or of no known width', () => {
  for (const width of [2 * Math.PI, Infinity, NaN])
    for (const [lo, hi] of [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])
      expect(mayHoldMinimum(lo, hi, width)).toBe(true)
})
