import { expect, test } from 'vitest'
import { linear } from './linear.ts'
import { tilt } from './tilt.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const kernel = linear(tilt(2), { normalised: false })

const WORKED: Record<string, Worked> = {
  '1 + 2·5 + q·k': { subject: kernel, q: '3 4', k: '1 0; 0 -1; 0 0', is: over(1, 14, 7, 11) },
  'at least 1 in the ball': {
    ...{ subject: linear(tilt(1.25), { normalised: false }), q: '3 4', k: '-0.75 -1', is: over(1, 1) },
  },
  'negative beyond it': {
    subject: linear(tilt(1), { normalised: false }),
    q: '10',
    k: '-3',
    is: over(1, -19),
  },
  'weights follow the scores': {
    ...{ subject: linear(tilt(1)), q: '0 -2', k: '1 0; 0 1; 0 -1', is: over(9, 3, 1, 5) },
  },
  'causally, by its features': {
    ...{ subject: linear(tilt(1), { mask: 'causal', form: 'recurrent' }), ask: 'output' },
    ...{ q: '1; -1', k: '1; 0', v: '1; 0', is: over(3, 3, 1) },
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test.each([0, -1, NaN, Infinity])('the radius %d is refused', (radius) => {
  expect(() => tilt(radius)).toThrow(RangeError)
})
