import { expect, test } from 'vitest'
import { recordFormula } from '../program/formula.ts'
import { bind } from './attention.ts'
import { identity } from './feature-map.ts'
import { linear } from './linear.ts'
import { multiHead } from './multi-head.ts'
import { rotary } from './rotary.ts'
import { softmax } from './softmax.ts'
import { expectOfBothParts, over, type Worked } from './worked.fixture.ts'

/** Its weights are the scores themselves. */
const scores = linear(identity, { normalised: false })

const WORKED: Record<string, Worked> = {
  // The key is (3c - 4s, 3s + 4c) at position 1.
  'a key behind the query': {
    ...{ subject: rotary(scores), q: '1 2', k: '3 4; 3 4' },
    is: (x) =>
      x
        .constant([11, 0])
        .add(x.constant([0, 11]).mul(x.constant(1).cos()))
        .add(x.constant([0, 2]).mul(x.constant(1).sin())),
  },
  'a query behind the key': {
    ...{ subject: rotary(scores), q: '0 0; 1 2', k: '3 4' },
    is: (x) =>
      x
        .constant([0, 11])
        .mul(x.constant(1).cos())
        .sub(x.constant([0, 2]).mul(x.constant(1).sin())),
  },
  'the second pair turns by 10000^(-2/4)': {
    ...{ subject: rotary(scores), q: '0 0 1 0', k: '9 9 9 9; 0 0 1 0; 0 0 0 1' },
    is: (x) =>
      x
        .constant([9, 0, 0])
        .add(x.constant([0, 1, 0]).mul(x.rational(1, 100).cos()))
        .sub(x.constant([0, 0, 1]).mul(x.rational(1, 50).sin())),
  },
  'and by another base': {
    ...{ subject: rotary(scores, { base: 16 }), q: '0 0 1 0', k: '0 0 1 0; 0 0 0 0; 0 0 1 0' },
    is: (x) => x.constant([1, 0, 0]).add(x.constant([0, 0, 1]).mul(x.constant(0.5).cos())),
  },
  'each head by itself': {
    subject: multiHead(rotary(scores), { heads: 2 }),
    ...{ q: '1 0 1 0', k: '0 0 0 0; 1 0 1 0' },
    is: (x) => x.constant([0, 1]).mul(x.constant(1).cos()),
  },
  'values are left as they are': {
    ...{ subject: rotary(softmax), ask: 'output', q: '0 0', k: '1 2; 3 4', v: '1 5; 3 9' },
    is: over(1, 2, 7),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectOfBothParts(worked))

test('what there is not is refused', () => {
  for (const base of [0, -1, NaN, Infinity, null as unknown as number])
    expect(() => rotary(softmax, { base })).toThrow(RangeError)
  expect(() => rotary(softmax, { theta: 2 } as object)).toThrow(RangeError)
  expect(() => rotary(multiHead(softmax, { heads: 2 }))).toThrow('multiHead(rotary(subject), …)')
})

test.each(['definition', 'implementation'] as const)('odd widths are refused by the %s', (part) => {
  const written = () =>
    recordFormula({ q: [1, 3], k: [2, 3] }, ({ q, k }, x) => bind(rotary(softmax), x).weights({ q, k }), part)
  expect(written).toThrow(RangeError)
  expect(written).toThrow(
    'rotary(softmax, base 10000) turns pairs of coordinates, and [1, 3] has an odd width',
  )
})
