import { expect, test } from 'vitest'
import { enclosed } from '../../arithmetic/interval/enclose.ts'
import { halfRisk } from './half-risk.fixture.ts'
import { HALF_RISK, rootAt } from './several-sizes.ts'
import { softmaxRisk } from './softmax-risk.ts'

test('the quadrature finds the certified risk of two tokens', () => {
  for (const root of [1, 2, 4]) {
    const [low, high] = softmaxRisk(root)
    expect(halfRisk(2, root)).toBeGreaterThan(low / 2)
    expect(halfRisk(2, root)).toBeLessThan(high / 2)
  }
})

test('and half the risk of five tokens at ν = 25', () => {
  expect(halfRisk(5, 5).toExponential(3)).toBe('6.011e-4')
})

test('√ν is such that (L-1) e^(-ν/4) is 1/scale', () => {
  for (const tokens of [2, 17]) {
    const { lo, hi } = enclosed((x) =>
      rootAt(100, tokens, x)
        .square()
        .div(-4)
        .exp()
        .mul(tokens - 1),
    )
    expect(lo[0]).toBeLessThan(1 / 100)
    expect(hi[0]).toBeGreaterThan(1 / 100)
    expect(hi[0] - lo[0]).toBeLessThan(2 ** -40)
  }
})

test('the mean of half the risks over the sizes of the claim', () => {
  const sizes = [2, 3, 5, 9, 17]
  const mean = sizes.reduce((sum, L) => sum + halfRisk(L, Math.sqrt(4 * Math.log(100 * (L - 1)))) / 5, 0)
  expect(mean.toExponential(3)).toBe(HALF_RISK.toExponential(3))
})
