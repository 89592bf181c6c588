import { expect, test } from 'vitest'
import { taylor2 } from './feature-map.ts'
import { linear } from './linear.ts'
import { power, taylor } from './taylor.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'
import type { FeatureMap } from './feature-map.ts'

const kernelOf = (map: FeatureMap) => linear(map, { normalised: false })

/** At the scores (2, -1) of one token, and -3. */
const WORKED: Record<string, Worked> = {
  'degree 0': { subject: kernelOf(taylor(0)), q: '1 2', k: '2 0; 1 -1; -1 -1', is: over(1, 1, 1, 1) },
  'degree 1': { subject: kernelOf(taylor(1)), q: '1 2', k: '2 0; 1 -1; -1 -1', is: over(1, 3, 0, -2) },
  'degree 2': { subject: kernelOf(taylor(2)), q: '1 2', k: '2 0; 1 -1; -1 -1', is: over(2, 10, 1, 5) },
  'degree 3': { subject: kernelOf(taylor(3)), q: '1 2', k: '2 0; 1 -1; -1 -1', is: over(6, 38, 2, -12) },
  'degree 4 in three coordinates': {
    ...{ subject: kernelOf(taylor(4)), q: '1 -1 2', k: '1 1 1; -1 -2 -1' },
    is: over(24, 24 + 48 + 48 + 32 + 16, 24 - 24 + 12 - 4 + 1),
  },
  'odd degrees divide by what may be negative': {
    ...{ subject: linear(taylor(1)), q: '1', k: '0; -3', is: over(1, -1, 2) },
  },
  'power 1 is the score': { subject: kernelOf(power(1)), q: '1 2', k: '2 0; 1 -1', is: over(1, 2, -1) },
  'power 3': { subject: kernelOf(power(3)), q: '1 2 1', k: '2 0 1; 1 -1 0', is: over(1, 27, -1) },
  'power 2, weights': { subject: linear(power(2)), q: '1 2', k: '2 0; 1 -1', is: over(5, 4, 1) },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test('one feature for each monomial', () => {
  expect([1, 2, 3, 8].map(taylor(3).dimension)).toEqual([4, 10, 20, 165])
  expect([1, 2, 3, 8].map(power(2).dimension)).toEqual([1, 3, 6, 36])
  expect(taylor(2).dimension(4)).toBeLessThan(taylor2.dimension(4))
})

test.each([-1, 0.5, NaN, 19])('the degree %d is refused', (degree) => {
  expect(() => taylor(degree)).toThrow(RangeError)
  expect(() => power(degree)).toThrow(RangeError)
})
