import { describe, expect, it } from 'vitest'
import { studentQuantile } from './student-quantile.ts'
import { meanInterval } from './student.ts'

/** P(|T| ≤ t) by Abramowitz and Stegun, 26.7.3 and 26.7.4. */
function finiteSum(t: number, degrees: number): number {
  const θ = Math.atan(t / Math.sqrt(degrees))
  const odd = degrees % 2
  let sum = 0
  for (let k = 1 + odd, term = odd ? Math.cos(θ) : 1; k < degrees; k += 2) {
    sum += term
    term *= (k / (k + 1)) * Math.cos(θ) ** 2
  }
  return odd ? (2 / Math.PI) * (θ + Math.sin(θ) * sum) : Math.sin(θ) * sum
}

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
    expect(Number(studentQuantile(confidence, degrees).toFixed(3))).toBe(t)
  })

  it('have closed forms with one, two and four degrees of freedom', () => {
    for (const confidence of [0.5, 0.9, 0.95, 0.99, 0.9999, 1 - 1e-6]) {
      const rest = 1 - confidence ** 2
      const exact = {
        1: Math.tan((Math.PI / 2) * confidence),
        2: confidence * Math.sqrt(2 / rest),
        4: 2 * Math.sqrt(Math.cos(Math.acos(Math.sqrt(rest)) / 3) / Math.sqrt(rest) - 1),
      }
      for (const [degrees, t] of Object.entries(exact))
        expect(Math.abs(studentQuantile(confidence, Number(degrees)) / t - 1)).toBeLessThan(1e-10)
    }
  })

  it('have the confidence that they are asked for, by the finite sums for whole degrees of freedom', () => {
    for (const degrees of [1, 2, 3, 4, 9, 10, 101, 1000, 4999])
      for (const confidence of [0.01, 0.5, 0.95, 0.999]) {
        const inside = finiteSum(studentQuantile(confidence, degrees), degrees)
        expect(Math.abs(inside - confidence)).toBeLessThan(1e-12)
      }
  })

  it('are refused for what is no confidence and no whole number of degrees', () => {
    expect(() => studentQuantile(1, 3)).toThrow('confidence is 1')
    expect(() => studentQuantile(0.95, 0)).toThrow('degrees of freedom is 0')
    expect(() => studentQuantile(0.95, 2.5)).toThrow('degrees of freedom is 2.5')
  })

  it('tend to the normal quantile', () => {
    // t = z + (z³ + z) / (4ν) + (5z⁵ + 16z³ + 3z) / (96ν²) + …, z = 1.959963984540054
    const z = 1.959963984540054
    for (const degrees of [10_000, 100_000, 1_000_000, 100_000_000]) {
      const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
      const t = z + (z ** 3 + z) / (4 * degrees) + second
      expect(Math.abs(studentQuantile(0.95, degrees) - t)).toBeLessThan(1e-11)
    }
  })
})

describe('the interval of a mean', () => {
  it("is Student's own (1908: the extra hours of sleep of 10 patients, 1.58 ± t s/√n)", () => {
    const sample = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4]
    const mean = sample.reduce((a, b) => a + b) / 10
    const variance = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / 9
    const interval = meanInterval(10, mean, variance, 0.95)!
    // R: t.test(sample)$conf.int gives 0.7001142 2.4598858; each end moves outward by a millionth of 0.88, and by rounding.
    expect(interval).toEqual({ lower: 0.700113, upper: 2.45989 })
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
