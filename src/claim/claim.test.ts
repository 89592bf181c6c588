import { expect, test } from 'vitest'
import { softmax } from '../attention/softmax.ts'
import { arrays, queryAndKeys, withPermutation } from '../generate/generate.ts'
import { forAll, type Inputs } from './claim.ts'
import { folklore } from './source.ts'

// What is expected not to compile is checked by `npm run typecheck`: an unused @ts-expect-error is an error there.
const common = {
  id: 'typed',
  title: '',
  statement: '',
  source: folklore(),
  subject: softmax,
  expect: { reals: 'holds' },
} as const

test('a predicate is given the names of its inputs, and no other', () => {
  const claim = forAll({
    ...common,
    inputs: queryAndKeys({ tokens: [2], width: [1] }),
    check: ({ q, k }) => q.matMul(k.transpose()).less(1),
    controls: [
      // @ts-expect-error: a control has the inputs of its claim
      { name: 'misspelt', check: ({ kk }) => kk.less(1) },
    ],
  })
  forAll({
    ...common,
    inputs: arrays({ arrays: { a: [], b: [2] } }),
    // @ts-expect-error: there is no input c
    check: ({ a, c }) => a.less(c),
    controls: [],
  })
  forAll({
    ...common,
    inputs: arrays(withPermutation({ dims: { tokens: [2] }, arrays: { a: ['tokens'] } })),
    check: ({ a, permutation }) => permutation.less(a),
    controls: [],
  })
  const anyNames: Inputs = {}
  expect(anyNames.q).toBeUndefined()
  expect(claim.kind).toBe('forAll')
})

test('options speak of arrays that there are', () => {
  // @ts-expect-error: there is no array b
  expect(() => arrays({ arrays: { a: [2] }, fixed: ['b'] })).toThrow('there is no array "b"')
})
