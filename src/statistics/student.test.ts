import { describe, expect, it } from 'vitest'
import { meanInterval, studentQuantile } from './student.ts'

describe('Student quantiles', () => {
  it.each([
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 5, 2.571],
    [0.95, 10, 2.228],
    [0.95, 30, 2.042],
    [0.95, 120, 1.98],
    [0.99, 1, 63.657],
    [0.99, 10, 3.169],
    [0.99, 30, 2.75],
    [0.999, 4, 8.61],
    [0.999, 20, 3.85],
    [0.9, 7, 1.895],
  ])('two-sided %d with %d degrees of freedom: %d, as in the tables', (confidence, degrees, t) => {
    expect(studentQuantile(confidence, degrees)).toBeCloseTo(t, 3)
  })

  it('have closed forms with one and two degrees of freedom', () => {
    for (const confidence of [0.5, 0.9, 0.95, 0.99, 0.9999]) {
      const one = Math.tan((Math.PI / 2) * confidence)
      expect(Math.abs(studentQuantile(confidence, 1) / one - 1)).toBeLessThan(1e-7)
      const two = confidence * Math.sqrt(2 / (1 - confidence ** 2))
      expect(Math.abs(studentQuantile(confidence, 2) / two - 1)).toBeLessThan(1e-7)
    }
  })

  it('tend to the normal quantile', () => {
    // t = z + (z³ + z) / (4ν) + …, z = 1.959963984540054
    const z = 1.959963984540054
    for (const degrees of [10_000, 100_000, 1_000_000])
      expect(Math.abs(studentQuantile(0.95, degrees) - z - (z ** 3 + z) / (4 * degrees))).toBeLessThan(2e-7)
  })
})

describe('the interval of a mean', () => {
  it("is Student's own (1908: the extra hours of sleep of 10 patients, 1.58 ± t s/√n)", () => {
    const sample = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4]
    const mean = sample.reduce((a, b) => a + b) / 10
    const variance = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / 9
    const interval = meanInterval(10, mean, variance, 0.95)!
    // R: t.test(sample)$conf.int gives 0.7001142 2.4598858
    expect(interval.lower).toBeCloseTo(0.700114, 5)
    expect(interval.upper).toBeCloseTo(2.459886, 5)
  })

  it('is rounded outward, whatever the sign', () => {
    const { lower, upper } = meanInterval(3, -1 / 3, 0, 0.95)!
    expect([lower, upper]).toEqual([-0.333334, -0.333333])
    expect(meanInterval(2, 0, 0, 0.95)).toEqual({ lower: 0, upper: 0 })
  })

  it('is none for fewer than two numbers', () => {
    expect(meanInterval(1, 3, 0, 0.95)).toBeUndefined()
    expect(meanInterval(0, 0, 0, 0.95)).toBeUndefined()
    expect(() => meanInterval(3, NaN, 1, 0.95)).toThrow('mean')
    expect(() => meanInterval(3, 1, -1, 0.95)).toThrow('variance')
  })
})
