import { describe, expect, test } from 'vitest'
import { linearNeedleWeight, softmaxNeedleWeights } from './needle-weights.ts'
import { firingAtLeast, silenceAtMost } from './probability-bounds.ts'

describe('the bounds', () => {
  test('have the values of the catalogue', () => {
    const digits = [0.6, 0.65, 0.7, 0.8, 1].map((a) => softmaxNeedleWeights(1000, a).own.toFixed(3))
    expect(digits).toEqual(['0.432', '0.623', '0.788', '0.954', '0.999'])
    const at = { n: 1000, d: 102, m: 15, b: 0.2, theta: 0.1 }
    expect(silenceAtMost({ ...at, a: 1.2 }, linearNeedleWeight(1000, 1.2)).value.toExponential(2)).toBe(
      '1.28e-4',
    )
    expect(silenceAtMost({ ...at, a: 0.01 }, linearNeedleWeight(1000, 0.01)).value.toExponential(2)).toBe(
      '6.35e-5',
    )
  })

  test('are rounded to the safe side, and refused where they say nothing', () => {
    expect(firingAtLeast(15).value).toBeLessThanOrEqual(1 - (15 / 16) ** 15)
    expect(() => silenceAtMost({ n: 200, d: 12, m: 15, a: 3, b: 0.9, theta: 0.01 }, 0.1)).toThrow(/s > 0/)
  })
})
