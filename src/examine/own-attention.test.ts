import { expect, expectTypeOf, test } from 'vitest'
import { attention, declaredBy, givenBy, type OwnAttention } from './own-attention.ts'

const run: OwnAttention['run'] = (tf, { q, k, v }) => tf.matMul(tf.softmax(tf.matMul(q, k, false, true)), v)

test('an attention is what it was given, and declares what its words say', () => {
  const own = attention({
    name: 'mine',
    definition: { as: 'softmax', mask: 'causal' },
    precision: 'float16',
    run,
  })
  expect(own.name).toBe('mine')
  expect(declaredBy(own)).toMatchObject({
    mechanism: 'softmax',
    mask: { kind: 'causal', aligned: 'start' },
    precision: 'float16',
  })
  expectTypeOf<Parameters<OwnAttention['run']>[1]['q']['rank']>().toEqualTypeOf<number>()
})

test.each([
  [7, 'number is no attention'],
  [null, 'null is no attention'],
  [{ name: '' }, 'an attention has a name'],
  [{ name: 'mine', version: 1 }, 'the version of mine is no text'],
  [{ name: 'mine', definition: { as: 'softmax' } }, 'mine has no function run'],
  [{ name: 'mine', run }, 'mine has no definition'],
  [{ name: 'mine', run, definition: { as: 'sofmax' } }, '--as sofmax'],
  [{ name: 'mine', run, definition: { as: 'softmax', scal: 1 } }, 'no "scal". Did you mean "scale"?'],
  [{ name: 'mine', run, definition: { as: 'softmax' }, precison: 'float16' }, 'did you mean "precision"?'],
  [{ name: 'mine', run, definition: { as: 'softmax' }, takes: { self: true } }, 'takes has no "self"'],
  [{ name: 'mine', run, definition: { as: 'softmax' }, gives: ['weight'] }, 'gives is ["weight"]'],
])('%j is refused', (own, said) => {
  expect(() => declaredBy(own)).toThrow(said)
  expect(() => attention(own as unknown as OwnAttention)).toThrow(said)
})

test('what it gives', () => {
  expect(givenBy()).toEqual({ output: true, weights: false })
  expect(givenBy(['weights', 'output'])).toEqual({ output: true, weights: true })
  for (const none of [[], 'output', ['output', 'q'], null]) expect(() => givenBy(none)).toThrow(RangeError)
})
