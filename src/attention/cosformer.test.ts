import { expect, test } from 'vitest'
import { cosformer } from './cosformer.ts'
import { linear } from './linear.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const kernel = (length: number) => linear(cosformer(length), { normalised: false })

const WORKED: Record<string, Worked> = {
  'quarter turns: 1, 0, -1, 0, 1': {
    ...{ subject: kernel(1), q: '2', k: '1; 1; 1; 1; 1', is: over(1, 2, 0, -2, 0, 2) },
  },
  'of every query': {
    ...{ subject: kernel(1), q: '1 2; 2 1', k: '1 1; 1 1; -1 3' },
    is: over(1, ...[3, 0, -6], ...[0, 3, 0]),
  },
  'between quarter turns': {
    ...{ subject: kernel(3), q: '1', k: '1; 2; -1; 1' },
    is: (x) =>
      x
        .constant([1, 0, 0, 0])
        .add(
          x
            .constant([0, 2, 0, 0])
            .mul(x.constant(1).mul(x.constant(1.5707963267948966).add(6.123233995736766e-17)).div(3).cos()),
        ),
  },
  'at distance M nothing': { subject: linear(cosformer(2)), q: '1', k: '1; -1; 5', is: over(1, 1, 0, 0) },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test.each([0, 1.5, NaN])('the length %d is refused', (length) => {
  expect(() => cosformer(length)).toThrow(RangeError)
})
