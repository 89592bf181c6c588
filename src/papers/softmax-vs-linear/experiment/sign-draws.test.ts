import { describe, expect, test } from 'vitest'
import { IEEE_FLOAT32 } from '../../../arithmetic/device/error-limits.ts'
import { startEngine } from '../../../engine/start.ts'
import { Draws } from '../../../generate/draws.ts'
import { NetworkAnswer, drawSigns, fillSigns, signProductError } from './sign-draws.ts'

const random = (word: number) => new Draws({ nextInt: () => word })

test('signs are +1 and -1, half of each, and those of neighbours have nothing to do with each other', () => {
  const signs = new Float32Array(1_000_003)
  fillSigns(signs, random(3))
  expect(signs.every((sign) => sign === 1 || sign === -1)).toBe(true)
  const sum = (of: (i: number) => number) => Math.abs(signs.reduce((total, _, i) => total + of(i), 0))
  // Hoeffding: 5.3 standard deviations happen with probability below 2e-6.
  const limit = 5.3 * Math.sqrt(signs.length)
  for (const lag of [1, 2, 31, 32, 33, 64])
    expect(sum((i) => (i >= lag ? signs[i] * signs[i - lag] : 0))).toBeLessThan(limit)
  expect(sum((i) => signs[i])).toBeLessThan(limit)
})

describe('answers', () => {
  const contexts = (errors: number) => ({ rows: [Float32Array.of(1, 0.5, 0.25)], errors: [errors] })
  const ask = async (errors: number, tau: number, neurons = 1) => {
    const { engine } = await startEngine('wasm')
    const counts = [0, 0, 0]
    const networks = [{ contexts: contexts(errors), tau: [tau, tau] as const }]
    const before = engine.tf.memory().numTensors
    await drawSigns(networks, { neurons, draws: 40_000 }, random(9), engine, ([answer]) => counts[answer]++)
    expect(engine.tf.memory().numTensors).toBe(before)
    return counts
  }

  test('a neuron fires for the sign vectors whose sum exceeds τ', async () => {
    // Of the eight sums ±1 ± 1/2 ± 1/4 two exceed 1.
    const counts = await ask(0, 1)
    expect(counts[NetworkAnswer.Open]).toBe(0)
    expect(Math.abs(counts[NetworkAnswer.Fires] - 10_000)).toBeLessThan(5.3 * Math.sqrt(40_000))
  })

  test('what lies within the bound of τ is left open, unless another neuron fires', async () => {
    // Of the eight sums 1.75 is far enough above τ, 1.25 and 0.75 are too near, and five are far enough below.
    const one = await ask(0.3, 1)
    ;[5, 2, 1].forEach((eighths, answer) =>
      expect(Math.abs(one[answer] - 5000 * eighths)).toBeLessThan(5.3 * Math.sqrt(40_000)),
    )
    const many = await ask(0.3, 1, 60)
    expect(many[NetworkAnswer.Fires]).toBeGreaterThan(39_900)
  })

  test('the same words give the same draws', async () => {
    expect(await ask(0, 1, 3)).toEqual(await ask(0, 1, 3))
  })
})

test('the bound on a product grows with the row, and with coarser factors', () => {
  const row = Float32Array.of(1, -2, 3)
  const plain = signProductError(row, IEEE_FLOAT32)
  expect(plain).toBeGreaterThanOrEqual(3 * 2 ** -24 * 6)
  expect(plain).toBeLessThan(3.01 * 2 ** -24 * 6)
  expect(signProductError(row, { ...IEEE_FLOAT32, productRoundoff: 2 ** -11 })).toBeGreaterThan(2 ** -10 * 6)
})
