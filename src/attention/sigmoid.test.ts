import { expect, test } from 'vitest'
import { slidingWindow } from './mask.ts'
import { sigmoidAttention } from './sigmoid.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const WORKED: Record<string, Worked> = {
  'equal scores of 0': { subject: sigmoidAttention(), q: '0', k: '1; 2; 3', is: over(4, 1, 1, 1) },
  'no bias': { subject: sigmoidAttention({ bias: 'none' }), q: '0', k: '1; 2', is: over(2, 1, 1) },
  'e^s over e^s and n': {
    subject: sigmoidAttention(),
    ...{ q: '1', k: '1; -1' },
    is: (x) =>
      x
        .constant([1, -1])
        .exp()
        .div(x.constant([1, -1]).exp().add(2)),
  },
  'causal: n stays': {
    subject: sigmoidAttention({ mask: 'causal' }),
    q: '0; 0',
    k: '1; 2',
    is: over(3, 1, 0, 1, 1),
  },
  'a window of two': {
    subject: sigmoidAttention({ mask: slidingWindow(2), bias: 'none' }),
    ...{ q: '0; 0; 0', k: '1; 2; 3', is: over(2, ...[1, 0, 0], ...[1, 1, 0], ...[0, 1, 1]) },
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test('what there is not is refused', () => {
  expect(() => sigmoidAttention({ bias: 'log' as 'none' })).toThrow(RangeError)
  expect(() => sigmoidAttention({ biass: 'none' } as object)).toThrow(RangeError)
  expect(() => slidingWindow(0)).toThrow(RangeError)
})
