import { expect, test } from 'vitest'
import { takesFrom } from './takes-from.ts'

test.each([
  [{}, {}],
  [{ selfOnly: true }, { selfOnly: true }],
  [{ fixed: { width: 64, keys: 8 } }, { fixed: { width: 64, keys: 8 } }],
  [{ selfOnly: undefined, fixed: { width: undefined } }, {}],
  [
    { selfOnly: true, fixed: { queries: 4, keys: 4 } },
    { selfOnly: true, fixed: { queries: 4, keys: 4 } },
  ],
])('%j', (said, takes) => {
  expect(takesFrom(said)).toEqual(takes)
})

test.each([
  [null, 'takes is null; give an object with some of selfOnly, fixed'],
  [[], 'takes is []'],
  [{ self: true }, 'takes has no "self": did you mean "selfOnly"?'],
  [{ selfOnly: 1 }, 'takes.selfOnly is 1; give true or false'],
  [{ fixed: 64 }, 'takes.fixed is 64'],
  [{ fixed: { with: 64 } }, 'takes.fixed has no "with": did you mean "width"?'],
  [{ fixed: { width: 0 } }, 'takes.fixed.width is 0; give a whole number, 1 or more'],
  [{ fixed: { width: 1.5 } }, 'takes.fixed.width is 1.5'],
  [{ fixed: { width: '64' } }, 'takes.fixed.width is "64"'],
  [
    { selfOnly: true, fixed: { queries: 4, keys: 5 } },
    'as many queries as keys only, and another number of each',
  ],
])('%j is refused', (said, message) => {
  expect(() => takesFrom(said)).toThrow(RangeError)
  expect(() => takesFrom(said)).toThrow(message)
})
