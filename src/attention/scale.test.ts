import { expect, test } from 'vitest'
import { mechanism } from './mechanism.ts'
import { scaled, type Scale } from './scale.ts'
import { softmaxAttention } from './softmax.ts'
import { expectExactly } from './worked.fixture.ts'

test.each<[Scale, width: number, x: number]>([
  ['none', 4, 6],
  ['inverse-sqrt-width', 4, 3],
  ['inverse-sqrt-width', 1, 6],
  [0.5, 4, 3],
  [-2, 4, -12],
])('scale %s of width %d', (scale, width, is) => {
  const subject = mechanism('scores', ({ q, k }, x) => scaled(q.matMul(k.transpose()), scale, width, x))
  expectExactly({ subject, q: '2', k: '3', is: (x) => x.constant([is]) })
})

test('the root of a width that is no square is not rounded', () => {
  const subject = mechanism('scores', ({ q, k }, x) =>
    scaled(q.matMul(k.transpose()), 'inverse-sqrt-width', 5, x),
  )
  expectExactly({ subject, q: '2', k: '3', is: (x) => x.constant([6]).div(x.constant(5).sqrt()) })
})

test.each<[unknown, shown?: string]>([
  ...[NaN, Infinity, -Infinity, null, true, 2n].map((scale): [unknown] => [scale]),
  ['1', '"1"'],
  ['sqrt', '"sqrt"'],
  [Symbol('s'), 'Symbol(s)'],
])('scale %s is refused when the subject is made', (scale, shown = String(scale)) => {
  const make = () => softmaxAttention({ scale: scale as Scale })
  expect(make).toThrow(RangeError)
  expect(make).toThrow(`there is no scale ${shown}; give 'none', 'inverse-sqrt-width' or a finite number`)
})
