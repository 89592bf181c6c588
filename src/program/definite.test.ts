import { describe, expect, test } from 'vitest'
import { truthsOf } from '../arithmetic/scalar/exact/exactly.fixture.ts'
import { positiveDefinite, positiveSemidefinite } from './definite.ts'
import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { Recorder } from './recorder.ts'
import { Truth } from './truth.ts'

/** What exact numbers, and enclosures, say of a square matrix. */
function truths(entries: readonly number[], of: (a: Real) => Proposition): [exact: Truth, enclosed: Truth] {
  const n = Math.sqrt(entries.length)
  const a = { shape: [n, n], data: Float32Array.from(entries) }
  const { exact, enclosed } = truthsOf({ a }, ({ a }) => of(a))
  return [exact, enclosed]
}

describe('positive definite', () => {
  test.each<[string, readonly number[], boolean]>([
    ['a positive number', [2], true],
    ['zero', [0], false],
    ['the identity', [1, 0, 0, 1], true],
    ['[2 1; 1 2], of eigenvalues 1 and 3', [2, 1, 1, 2], true],
    ['[1 2; 2 1], of eigenvalues -1 and 3', [1, 2, 2, 1], false],
    ['[1 1; 1 1], of eigenvalues 0 and 2', [1, 1, 1, 1], false],
    ['[0 1; 1 0], whose first pivot is 0', [0, 1, 1, 0], false],
    ['zeros, after which no pivot exists', [0, 0, 0, 0, 0, 0, 0, 0, 0], false],
    ['a negative entry behind', [1, 0, 0, 0, 1, 0, 0, 0, -1], false],
    ['a negative entry, and zeros behind it', [-1, 0, 0, 0, 0, 0, 0, 0, 0], false],
    ['second differences', [2, -1, 0, -1, 2, -1, 0, -1, 2], true],
    ['what is not symmetric, by its symmetric part', [1, 5, -5, 1], true],
    ['what is not symmetric, and is not', [1, 3, 0, 1], false],
  ])('%s: %#', (_, entries, is) => {
    const truth = is ? Truth.True : Truth.False
    expect(truths(entries, positiveDefinite)).toEqual([truth, truth])
  })

  test.each<[string, readonly number[], boolean]>([
    ['a zero', [0], true],
    ['a negative number', [-1], false],
    ['[1 1; 1 1], of eigenvalues 0 and 2', [1, 1, 1, 1], true],
    ['[0 1; 1 0], of eigenvalues -1 and 1', [0, 1, 1, 0], false],
    ['zeros before what is definite', [0, 0, 0, 0, 2, 1, 0, 1, 2], true],
    ['zeros before what is not', [0, 0, 0, 0, 1, 2, 0, 2, 1], false],
    ['of rank 1', [1, 2, 3, 2, 4, 6, 3, 6, 9], true],
    ['of rank 1, less in one place', [1, 2, 3, 2, 4, 6, 3, 6, 8.5], false],
  ])('semidefinite: %s', (_, entries, is) => {
    expect(truths(entries, positiveSemidefinite)[0]).toBe(is ? Truth.True : Truth.False)
    expect(truths(entries, positiveSemidefinite)[1]).not.toBe(is ? Truth.False : Truth.True)
  })

  test('the Hilbert matrix of order 8, which is so by a little', () => {
    const n = 8
    /** 1/(i + j + 1), with the last entry smaller by a share of itself. */
    const said = (less: number) =>
      truthsOf({}, (_, x) => {
        const entries = Array.from({ length: n * n }, (_, at) => {
          const of = x.rational(1, Math.floor(at / n) + (at % n) + 1)
          return (at === n * n - 1 ? of.mul(x.rational(less - 1, less)) : of).reshape([1])
        })
        const [first, ...rest] = entries
        return positiveDefinite(rest.reduce((p, q) => p.concat(q), first).reshape([n, n]))
      }).exact
    // The last pivot is 1/(15 · C(14, 7)²), by Hilbert's determinants: a share 1/3432² of the last entry, 1/15.
    expect(said(3432 ** 2 + 1)).toBe(Truth.True)
    expect(said(3432 ** 2 - 1)).toBe(Truth.False)
  })

  test.each([positiveDefinite, positiveSemidefinite])('nothing is said where an entry is anything', (is) => {
    const a = { shape: [2, 2], data: Float32Array.of(-1, 0, 0, 0) }
    expect(truthsOf({ a }, ({ a }) => is(a.div(a.gather([0]).abs())))).toEqual({
      exact: Truth.Undecided,
      enclosed: Truth.Undecided,
    })
  })

  test.each([[[2, 3]], [[0, 0]], [[4]], [[1, 2, 2]]])('%j is refused', (shape) => {
    const { a } = new Recorder().inputs({ a: shape })
    expect(() => positiveDefinite(a)).toThrow('is no square matrix')
  })
})
