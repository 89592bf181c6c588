import { expect, test } from 'vitest'
import { arrays } from './arrays.ts'
import { isOurs, mixture, type Distribution } from './distribution.ts'
import { gaussian, signs } from './families.ts'

const theirs: Distribution = { name: 'nothing', fill: () => undefined }

test('a family of this library cannot be changed, and a changed copy is none', () => {
  expect(isOurs(mixture([1, gaussian(1)], [1, signs]))).toBe(true)
  expect(() => Object.assign(gaussian(1), theirs)).toThrow(TypeError)
  expect(isOurs({ ...gaussian(1), fill: theirs.fill })).toBe(false)
})

test('one family of somebody else’s makes a mixture, and a case, theirs', () => {
  const mixed = mixture([1, theirs], [1, gaussian(1)])
  expect(isOurs(mixed)).toBe(false)
  const areOurs = (from: Record<'a' | 'b', Distribution>) =>
    arrays({ arrays: { a: [4], b: [] }, from }).isOurs
  expect(areOurs({ a: signs, b: signs })).toBe(true)
  expect(areOurs({ a: mixed, b: signs })).toBe(false)
})
