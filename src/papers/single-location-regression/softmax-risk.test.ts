import { expect, test } from 'vitest'
import { linearRisk, softmaxRisk } from './softmax-risk.ts'

/** The expectation of a function of Δ ~ N(mean, 2): the midpoint rule after the substitution z = sinh(s). */
function expectation(mean: number, of: (delta: number) => number): number {
  const step = 1 / 256
  let sum = 0
  for (let s = -4; s < 4; s += step) {
    const z = Math.sinh(s + step / 2)
    const weight = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    sum += of(mean + Math.SQRT2 * z) * weight * Math.cosh(s + step / 2) * step
  }
  return sum
}

test.each([
  [1, 1],
  [2, 2],
  [4, 4],
  [4, 1],
  [6, 6],
  [6, 1],
])('limits hold the risk, at √ν = %i and inverse temperature %i', (mean, temperature) => {
  const [low, high] = softmaxRisk(mean, temperature)
  const risk = expectation(mean, (delta) => 2 / (1 + Math.exp(temperature * delta)) ** 2)
  expect(low).toBeLessThan(risk)
  expect(high).toBeGreaterThan(risk)
  expect(high / low).toBeLessThan(1.001)
})

test('at matched temperature the risk is the mean variance of the posterior, below its bound', () => {
  for (const mean of [1, 2, 4, 6, 8, 10]) {
    const [low, high] = softmaxRisk(mean)
    const variance = expectation(mean, (delta) => 1 / (1 + Math.cosh(mean * delta)))
    if (mean < 8) expect(low < variance && variance < high).toBe(true)
    expect(high).toBeLessThan(Math.exp(-(mean ** 2) / 4) / 2)
  }
})

test('without a signal softmax and the best linear weights have the same risk, (L-1)/L', () => {
  expect(linearRisk(2, 0)).toBe(1 / 2)
  expect(linearRisk(5, 0)).toBe(4 / 5)
  // At a temperature near 0 all weights are 1/L.
  const [low, high] = softmaxRisk(0, 2 ** -20)
  expect(low < 1 / 2 && 1 / 2 < high).toBe(true)
})

test('a risk that lies beyond the sum is refused', () => {
  expect(() => softmaxRisk(60)).toThrow('lies beyond')
})
