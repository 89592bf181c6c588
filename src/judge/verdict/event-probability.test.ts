import { expect, test } from 'vitest'
import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { CONFIDENCE } from './limits.ts'
import { powerOf } from './event-probability.ts'

const bound = (relation: 'atLeast' | 'atMost', value: number) => ({ relation, value, formula: '' })

test('the power is the probability of so few events that their upper limit stays below the bound', () => {
  // (1 - p)^n: without an event the limit is below 0.01, with one it is above.
  const n = 1400
  expect(upperLimit(0, n, CONFIDENCE)).toBeLessThanOrEqual(0.01)
  expect(upperLimit(1, n, CONFIDENCE)).toBeGreaterThan(0.01)
  const power = powerOf(bound('atMost', 0.01), 1e-4, n)
  expect(power).toBeLessThanOrEqual((1 - 1e-4) ** n)
  expect(power).toBeGreaterThan((1 - 1e-4) ** n - 1e-5)
})

test('of a lower bound it is the mirrored one', () => {
  expect(powerOf(bound('atLeast', 0.9), 0.97, 900)).toBe(powerOf(bound('atMost', 0.1), 1 - 0.97, 900))
})

test('a bound that no number of draws reaches has none', () => {
  expect(powerOf(bound('atMost', 1e-9), 1e-12, 1000)).toBe(0)
  expect(powerOf(bound('atLeast', 0.5), 0.4, 100_000)).toBeLessThan(1e-9)
})
