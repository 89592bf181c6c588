import { expect, test } from 'vitest'
import type { Recorder } from '../program/recorder.ts'
import { recordFormula } from '../program/formula.ts'
import { favor, unitDirections, type RandomFeatures } from './favor.ts'
import { linear } from './linear.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const directions = () => [
  [1, 0],
  [-1, 2],
]
const kernel = (features: RandomFeatures) => linear(favor({ features, directions }), { normalised: false })

/** q = (1, 0) and k = (1, 1): |q|² + |k|² = 3, w·q = 1, -1 and w·k = 1, 1. */
const TOKENS = { q: '1 0', k: '1 1' }
const powers =
  (...exponents: number[]) =>
  (x: Recorder) =>
    x.constant(exponents).exp().sum()

const WORKED: Record<string, Worked> = {
  positive: { subject: kernel('positive'), ...TOKENS, is: (x) => powers(0.5, -1.5)(x).div(2) },
  hyperbolic: {
    subject: kernel('hyperbolic'),
    ...TOKENS,
    is: (x) => powers(0.5, -3.5, -1.5, -1.5)(x).div(4),
  },
  'trigonometric at the origin': { subject: kernel('trigonometric'), q: '0 0', k: '0 0', is: over(1, 1) },
  'trigonometric of nothing and something': {
    ...{ subject: kernel('trigonometric'), q: '0 0', k: '1 1' },
    is: (x) => powers(1)(x).mul(x.constant(1).cos()),
  },
  'one direction cancels the query': {
    subject: linear(favor({ directions: () => [[1, 1]] })),
    ...{ q: '3 -2', k: '0 0; 1 0' },
    is: (x) =>
      x
        .constant([0, 0.5])
        .exp()
        .div(x.constant([0, 0.5]).exp().sum()),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test('directions given beside queries and keys', () => {
  const shapes = { q: [1, 2], k: [3, 2], w: [5, 2] }
  const subject = linear(favor())
  for (const part of ['definition', 'implementation'] as const) {
    const { steps, value } = recordFormula(
      shapes,
      ({ q, k, w }, x) => subject[part](x).weights({ q, k, w }),
      part,
    )
    expect(steps[value].shape).toEqual([1, 3])
    expect(() => recordFormula(shapes, ({ q, k }, x) => subject[part](x).weights({ q, k }), part)).toThrow(
      'favor(positive) needs w beside q and k',
    )
  }
})

test('features that there are not are refused', () => {
  expect(() => favor({ features: 'negative' as 'positive' })).toThrow('there are no negative features')
  expect(() => favor({ directons: directions } as object)).toThrow(RangeError)
})

test('there is a unit direction for each coordinate', () => {
  expect(unitDirections(1)).toEqual([[1]])
  expect(unitDirections(3)).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ])
})
