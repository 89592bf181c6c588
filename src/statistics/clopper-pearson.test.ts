import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialAtMost, binomialProbability } from './binomial.ts'
import { lowerLimit, upperLimit } from './clopper-pearson.ts'

/** A decimal number such as 0.00123 or 1.5e-7 as a fraction, exactly. */
function exactly(x: number): { top: bigint; bottom: bigint } {
  const [mantissa, exponent] = x.toExponential().split('e') as [string, string]
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
  const power = Number(exponent) - fraction.length
  const digits = BigInt(whole + fraction)
  return power >= 0
    ? { top: digits * 10n ** BigInt(power), bottom: 1n }
    : { top: digits, bottom: 10n ** BigInt(-power) }
}

/** Whether P(X ≤ k) ≤ α, exactly, for p and α read as the decimals that they print as. */
function tailAtMost(k: number, n: number, p: number, alpha: number): boolean {
  const { top: a, bottom: b } = exactly(p)
  const level = exactly(alpha)
  let sum = 0n
  let choose = 1n
  for (let i = 0; i <= k; i++) {
    sum += choose * a ** BigInt(i) * (b - a) ** BigInt(n - i)
    choose = (choose * BigInt(n - i)) / BigInt(i + 1)
  }
  return sum * level.bottom <= level.top * b ** BigInt(n)
}

/** The number of six digits that is so many units of the last digit of `x` above it. */
function stepped(x: number, units: number): number {
  const [mantissa, exponent] = x.toExponential(5).split('e') as [string, string]
  return Number(`${Number(mantissa.replace('.', '')) + units}e${Number(exponent) - 5}`)
}

const levels = fc.constantFrom(0.05, 0.01, 0.001, 1e-6, 0.5, 0.9)
const counts = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)))

describe('Clopper-Pearson limits', () => {
  it('agree with a published table (two-sided 95 %: Clopper and Pearson 1934, n = 10 and n = 20)', () => {
    // Each one-sided at 97.5 %, as printed in standard tables to four digits.
    for (const [events, trials, lower, upper] of [
      [0, 10, 0, 0.3085],
      [1, 10, 0.0025, 0.445],
      [3, 10, 0.0667, 0.6525],
      [5, 10, 0.1871, 0.8129],
      [10, 10, 0.6915, 1],
      [2, 20, 0.0123, 0.317],
      [10, 20, 0.272, 0.728],
    ] as const) {
      expect(Number(lowerLimit(events, trials, 0.975).toFixed(4))).toBe(lower)
      expect(Number(upperLimit(events, trials, 0.975).toFixed(4))).toBe(upper)
    }
  })

  it('are 1 - α^(1/n) after no events, rounded up by less than two units of the sixth digit', () => {
    for (const n of [1, 2, 10, 300, 20_000, 1_000_000, 1_000_000_000])
      for (const alpha of [0.05, 0.01, 1e-6]) {
        const exact = -Math.expm1(Math.log(alpha) / n)
        const limit = upperLimit(0, n, 1 - alpha)
        expect(limit).toBeGreaterThanOrEqual(exact)
        expect(stepped(limit, -2)).toBeLessThan(exact)
      }
  })

  it('are safe, and as tight as six digits allow, by exact sums of fractions', () => {
    fc.assert(
      fc.property(counts, levels, ([k, n], alpha) => {
        const upper = upperLimit(k, n, 1 - alpha)
        if (upper < 1) expect(tailAtMost(k, n, upper, alpha)).toBe(true)
        // One more step: the limit keeps a reserve of 1e-8 for its own rounding.
        expect(tailAtMost(k, n, stepped(upper, -2), alpha)).toBe(false)
        const lower = lowerLimit(n - k, n, 1 - alpha)
        // P(X ≥ n - k; lower) = P(Y ≤ k; 1 - lower); with six digits 1 - lower is exact when rounded to 15.
        const mirrored = (p: number): number => Number((1 - p).toFixed(15))
        if (lower > 1e-9) {
          expect(tailAtMost(k, n, mirrored(lower), alpha)).toBe(true)
          expect(tailAtMost(k, n, mirrored(stepped(lower, 2)), alpha)).toBe(false)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('stay right for millions of trials', () => {
    // 500,000 of 1,000,000 at 95 %: p + 1.644854 sd + 1/(2n), the normal approximation to eight digits.
    expect(Math.abs(upperLimit(500_000, 1_000_000, 0.95) - 0.5008229)).toBeLessThan(2e-6)
    expect(Math.abs(upperLimit(50_000_000, 100_000_000, 0.95) - 0.50008225)).toBeLessThan(2e-6)
  })

  it('know nothing without trials, and refuse what is no count', () => {
    expect(upperLimit(0, 0, 0.95)).toBe(1)
    expect(lowerLimit(0, 0, 0.95)).toBe(0)
    expect(upperLimit(7, 7, 0.95)).toBe(1)
    expect(() => upperLimit(3, 2, 0.95)).toThrow('events is 3')
    expect(() => upperLimit(0, 2.5, 0.95)).toThrow('trials is 2.5')
    expect(() => lowerLimit(0, 2, 1)).toThrow('confidence is 1')
  })
})

describe('binomial probabilities', () => {
  it('agree with exact values', () => {
    // The relative error is stated to be below 1e-9.
    for (const [computed, exact] of [
      [binomialProbability(3, 10, 0.5), 120 / 1024],
      [binomialAtMost(2, 10, 0.5), 56 / 1024],
      [binomialAtMost(8, 10, 0.5), 1013 / 1024],
    ] as const)
      expect(Math.abs(computed / exact - 1)).toBeLessThan(1e-9)
    // 40 digits of mpmath 1.3: P(X ≤ 500000), n = 1e6, p = 0.5000004999995
    expect(Math.abs(binomialAtMost(500_000, 1_000_000, 0.5000004999995) - 0.5000000002659413)).toBeLessThan(
      1e-12,
    )
  })
})
