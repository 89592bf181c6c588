import { describe, expect, it } from 'vitest'
import { Draws } from './draws.ts'
import { heavyTailed } from './families.ts'
import { caseRandom } from './stream.ts'
import { TAIL } from './ziggurat.ts'

// Each assertion fails for a right generator with probability at most 1e-9, by an inequality that holds exactly.
const T = Math.log(2 / 1e-9)
const N = 2_000_000

const drawsOf = (index: number) => new Draws(caseRandom('draws', 1, index))

/** Φ by its series of positive terms. */
function normalCdf(x: number): number {
  let term = Math.abs(x)
  let sum = 0
  for (let k = 1; sum + term !== sum; k++) {
    sum += term
    term *= (x * x) / (2 * k + 1)
  }
  return 0.5 + Math.sign(x) * Math.exp(-0.5 * x * x) * (sum / Math.sqrt(2 * Math.PI))
}

/** The Kolmogorov-Smirnov distance of a sample. */
function distance(sample: Float64Array, cdf: (x: number) => number): number {
  sample.sort()
  let worst = 0
  for (let i = 0; i < sample.length; i++) {
    const p = cdf(sample[i])
    worst = Math.max(worst, p - i / sample.length, (i + 1) / sample.length - p)
  }
  return worst
}

/** n · KL(k/n ‖ p): Chernoff's bound on either tail is its exponential. */
function surprise(k: number, n: number, p: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b))
  return n * (part(k / n, p) + part(1 - k / n, 1 - p))
}

/** Dvoretzky, Kiefer, Wolfowitz, with Massart's constant. */
const dkw = (n: number) => Math.sqrt(T / (2 * n))

describe('normal', () => {
  const draws = drawsOf(0)
  const sample = new Float64Array(N)
  draws.fillNormal(sample, 0, N, 1)
  let sum = 0
  let squares = 0
  let beyond = 0
  for (const x of sample) {
    sum += x
    squares += x * x
    if (Math.abs(x) > TAIL) beyond++
  }

  it('has mean 0', () => expect(Math.abs(sum)).toBeLessThan(Math.sqrt(2 * N * T)))

  // Laurent and Massart 2000, lemma 1.
  it('has variance 1', () => {
    expect(squares - N).toBeLessThan(2 * Math.sqrt(N * T) + 2 * T)
    expect(N - squares).toBeLessThan(2 * Math.sqrt(N * T))
  })

  it('is beyond the last layer as often as it should', () => {
    expect(surprise(beyond, N, 2 * normalCdf(-TAIL))).toBeLessThan(T)
  })

  // Its steps are at most 2^-24 apart in probability.
  it('has the normal distribution', () => expect(distance(sample, normalCdf)).toBeLessThan(dkw(N) + 2 ** -24))
})

describe('uniform numbers', () => {
  it('open is uniform on (0, 1)', () => {
    const draws = drawsOf(1)
    const sample = Float64Array.from({ length: N }, () => draws.open())
    expect(sample.every((x) => x > 0 && x < 1)).toBe(true)
    expect(distance(sample, (x) => x)).toBeLessThan(dkw(N) + 2 ** -32)
  })

  it('uniform is on the multiples of 2^-24 in [0, 1)', () => {
    const draws = drawsOf(2)
    const sample = Float64Array.from({ length: N }, () => draws.uniform())
    expect(sample.every((x) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** 24))).toBe(true)
    expect(distance(sample, (x) => x)).toBeLessThan(dkw(N) + 2 ** -24)
  })

  it('below takes each integer as often', () => {
    const draws = drawsOf(3)
    for (const n of [1, 2, 3, 7, 10]) {
      const counts = new Array<number>(n).fill(0)
      for (let i = 0; i < 100_000; i++) counts[draws.below(n)]++
      for (const count of counts) expect(surprise(count, 100_000, 1 / n)).toBeLessThan(T)
    }
  })

  it('below reaches beyond 31 bits, and refuses what it cannot do', () => {
    const draws = drawsOf(4)
    const large = Array.from({ length: 100 }, () => draws.below(2 ** 32))
    expect(Math.max(...large)).toBeGreaterThan(2 ** 31)
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => draws.below(n)).toThrow(RangeError)
  })

  it('sign is as often 1 as -1', () => {
    const draws = drawsOf(5)
    let plus = 0
    for (let i = 0; i < 100_000; i++) if (draws.sign() === 1) plus++
    expect(surprise(plus, 100_000, 0.5)).toBeLessThan(T)
  })
})

it("heavyTailed has Student's t distribution with 2 degrees of freedom", () => {
  const data = new Float32Array(N)
  heavyTailed(1).fill(drawsOf(6), data, 0, N, 1)
  // Clipping changes less than 1e-8 in probability, and rounding to float32 at most 2^-24.
  const slack = 1e-8 + 2 ** -24
  expect(distance(Float64Array.from(data), (x) => 0.5 + x / (2 * Math.sqrt(2 + x * x)))).toBeLessThan(
    dkw(N) + slack,
  )
})
