import { expect, test } from 'vitest'
import { sparsemaxAttention } from './sparsemax.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const subject = sparsemaxAttention()

const WORKED: Record<string, Worked> = {
  'one-hot from a gap of 1 on': { subject, q: '1', k: '2; 1; -5', is: over(1, 1, 0, 0) },
  'two keys': { subject, q: '1', k: '0.5; 0; -0.5', is: over(4, 3, 1, 0) },
  // τ = (1 + 1 + 0.75 - 1)/3 = 7/12.
  'three of four, out of order': { subject, q: '1', k: '0; 1; 0.75; 1', is: over(12, 0, 5, 2, 5) },
  'all equal': { subject, q: '0; 3', k: '1; 1; 1', is: over(3, 1, 1, 1, 1, 1, 1) },
  'one key': { subject, q: '7', k: '-3', is: over(1, 1) },
  'a scale': { subject: sparsemaxAttention({ scale: 2 }), q: '1', k: '0.25; 0', is: over(4, 3, 1) },
  'an output': { subject, ask: 'output', q: '1', k: '0.5; 0; -0.5', v: '4; 8; 100', is: over(1, 5) },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test('what there is not is refused', () => {
  expect(() => sparsemaxAttention({ scale: NaN })).toThrow(RangeError)
  expect(() => sparsemaxAttention({ mask: 'causal' } as object)).toThrow(RangeError)
})
