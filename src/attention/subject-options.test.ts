import { expect, test } from 'vitest'
import type { Subject } from './attention.ts'
import { elu1 } from './feature-map.ts'
import { linear } from './linear.ts'
import { softmaxAttention } from './softmax.ts'

test.each<[string, (options: object) => Subject, object]>([
  ['from', (options) => linear(elu1, options), { from: 'recurrent', mask: 'causal' }],
  ['scale', (options) => linear(elu1, options), { scale: 2 }],
  ['Mask', softmaxAttention, { Mask: 'causal' }],
  ['temperature', softmaxAttention, { temperature: NaN }],
  ['toString', softmaxAttention, { toString: () => 'causal' }],
  ['constructor', (options) => linear(elu1, options), { constructor: 1 }],
  ['__proto__', softmaxAttention, { ['__proto__']: 1 }],
])('an option %s that there is not is refused when the subject is made', (name, make, options) => {
  expect(() => make(options)).toThrow(RangeError)
  expect(() => make(options)).toThrow(`there is no option "${name}" of `)
})

test('whether rows are divided by their sums is true or false', () => {
  expect(() => linear(elu1, { normalised: 'no' as unknown as boolean })).toThrow(/normalised.* is "no"/)
})
