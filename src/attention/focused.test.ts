import { expect, test } from 'vitest'
import { focused } from './focused.ts'
import { linear } from './linear.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const kernel = (power: number) => linear(focused(power), { normalised: false })

const WORKED: Record<string, Worked> = {
  'power 1 is relu': { subject: kernel(1), q: '3 -1 4', k: '1 2 0; 0 0 1', is: over(1, 3, 4) },
  'on an axis nothing turns': { subject: kernel(3), q: '2 -1', k: '3 0; 0 1', is: over(1, 6, 0) },
  'of four equal coordinates neither': { subject: kernel(3), q: '1 0 0 0', k: '5 5 5 5', is: over(1, 5) },
  // r = (3, 0, 4) has length 5, r² = (9, 0, 16) has √337.
  'power 2': {
    ...{ subject: kernel(2), q: '1 0 0', k: '3 -7 4; 1 1 1' },
    is: (x) =>
      x
        .constant([45])
        .div(x.constant(337).sqrt())
        .concat(x.constant([1]), 0),
  },
  weights: { subject: linear(focused(3)), q: '2 -1', k: '3 0; 1 1', is: over(4, 3, 1) },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test.each([0, 2.5, 17, NaN])('the power %d is refused', (power) => {
  expect(() => focused(power)).toThrow(RangeError)
})
