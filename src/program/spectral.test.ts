import { describe, expect, test } from 'vitest'
import { truthsOf } from '../arithmetic/scalar/exact/exactly.fixture.ts'
import type { Real } from './real.ts'
import { Recorder } from './recorder.ts'
import {
  largestEigenvalue,
  largestSingularValue,
  smallestEigenvalue,
  smallestSingularValue,
  type Extreme,
} from './spectral.ts'
import { Truth } from './truth.ts'

const RELATIONS = ['less', 'atMost', 'greater', 'greaterEqual'] as const

/** What exact numbers say of each relation, and that enclosures say nothing else. */
function said(entries: readonly number[], cols: number, of: (a: Real) => Extreme, c: number): boolean[] {
  const a = { shape: [entries.length / cols, cols], data: Float32Array.from(entries) }
  return RELATIONS.map((relation) => {
    const { exact, enclosed } = truthsOf({ a }, ({ a }) => of(a)[relation](c))
    expect([Truth.True, Truth.False]).toContain(exact)
    expect(enclosed).not.toBe(exact === Truth.True ? Truth.False : Truth.True)
    return exact === Truth.True
  })
}

describe('a number is compared with an extreme value as with any other', () => {
  test.each<[string, readonly number[], number, (a: Real) => Extreme, number]>([
    ['the largest of [2 1; 1 2]', [2, 1, 1, 2], 2, largestEigenvalue, 3],
    ['the smallest of [2 1; 1 2]', [2, 1, 1, 2], 2, smallestEigenvalue, 1],
    ['the largest of [1 2; 2 1]', [1, 2, 2, 1], 2, largestEigenvalue, 3],
    ['the smallest of [1 2; 2 1]', [1, 2, 2, 1], 2, smallestEigenvalue, -1],
    ['the smallest of a diagonal', [5, 0, 0, 0, -7, 0, 0, 0, 2], 3, smallestEigenvalue, -7],
    ['the largest of a number', [-2], 1, largestEigenvalue, -2],
    ['the norm of a row', [3, 0, 4], 3, largestSingularValue, 5],
    ['the least singular value of a column', [3, 0, 4], 1, smallestSingularValue, 5],
    ['the least singular value of a row', [3, 0, 4], 3, smallestSingularValue, 5],
    ['the least singular value of a wide matrix', [3, 0, 0, 0, 0, 2], 3, smallestSingularValue, 2],
    ['the norm of a turn', [0, -2, 2, 0], 2, largestSingularValue, 2],
    ['the least of a diagonal', [3, 0, 0, -2], 2, smallestSingularValue, 2],
    ['the least of rank 1', [1, 2, 2, 4], 2, smallestSingularValue, 0],
    ['the norm of rank 1', [1, 2, 2, 4], 2, largestSingularValue, 5],
    ['the norm of zeros', [0, 0, 0, 0], 2, largestSingularValue, 0],
  ])('%s', (_, entries, cols, of, is) => {
    for (const c of [is - 8, is - 0.5, is, is + 0.5])
      expect(said(entries, cols, of, c), `compared with ${c}`).toEqual([is < c, is <= c, is > c, is >= c])
  })
})

test.each([largestEigenvalue, smallestEigenvalue, largestSingularValue, smallestSingularValue])(
  'nothing is said where an entry is anything: %o',
  (extreme) => {
    const a = { shape: [2, 2], data: Float32Array.of(-1, 0, 0, 0) }
    for (const relation of RELATIONS)
      for (const c of [-3, 0, 3])
        expect(truthsOf({ a }, ({ a }) => extreme(a.div(a.gather([0])))[relation](c))).toEqual({
          exact: Truth.Undecided,
          enclosed: Truth.Undecided,
        })
  },
)

test.each<[string, (a: Real) => unknown]>([
  ['[2, 3] is no square matrix', (a) => largestEigenvalue(a)],
  ['[3] has no singular values', (a) => largestSingularValue(a.max(0))],
  ['[0, 3] has no singular values', (a) => smallestSingularValue(a.gather([]))],
  ['is compared with one number, not with [2, 3]', (a) => largestSingularValue(a).less(a)],
])('%s', (message, write) => {
  expect(() => write(new Recorder().inputs({ a: [2, 3] })['a'])).toThrow(message)
})
