import { describe, expect, test } from 'vitest'
import { batchOf } from '../arithmetic/batch.ts'
import { decide } from '../arithmetic/interval/enclose.ts'
import { demandShiftCancels } from '../arithmetic/interval/shift-cancels.ts'
import { judgeAtom } from '../arithmetic/scalar/atoms.ts'
import { ExactField } from '../arithmetic/scalar/exact/exact-field.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { softmax } from '../attention/softmax.ts'
import { derivative, jacobian } from './derivative.ts'
import { recordSentence } from './formula.ts'
import { conjunction, judged } from './judged.ts'
import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { record } from './record.ts'
import { Recorder } from './recorder.ts'
import { Truth } from './truth.ts'

type Said = (inputs: { x: Real; u: Real }, make: Recorder) => Proposition

const field = new ExactField()
const caseOf = (x: readonly number[], u: readonly number[]) =>
  batchOf([
    {
      inputs: {
        x: { shape: [x.length], data: Float32Array.from(x) },
        u: { shape: [u.length], data: Float32Array.from(u) },
      },
    },
  ])

/** What exact numbers, and enclosures, say of a statement at a point and a direction. */
function truths(of: Said, x: readonly number[], u: readonly number[]): { exact: Truth; enclosed: Truth } {
  const batch = caseOf(x, u)
  const { steps, statement } = recordSentence(batch.shapes, ({ x, u }, make) => of({ x, u }, make))
  const values = evaluate(steps, batch, field)
  const exact = conjunction(judged(statement, (atom) => judgeAtom(atom, values, field)))[0] as Truth
  return { exact, enclosed: conjunction(decide({ steps, statement }, batch))[0] as Truth }
}

/** A statement is true in exact numbers, and enclosures do not speak against it. */
function expectTrue(of: Said, x: readonly number[], u: readonly number[]): void {
  const { exact, enclosed } = truths(of, x, u)
  expect(exact).toBe(Truth.True)
  expect(enclosed).not.toBe(Truth.False)
}

describe('each operation moves as was worked out by hand', () => {
  test.each<[string, (x: Real) => Real, readonly number[], readonly number[], readonly number[]]>([
    ['x + 2x', (x) => x.add(x.mul(2)), [1, -2], [1, 3], [3, 9]],
    ['1 - x', (x) => x.neg().add(1), [1, -2], [1, 3], [-1, -3]],
    ['2 - x, subtracted', (x) => x.mul(0).add(2).sub(x), [1, -2], [1, 3], [-1, -3]],
    ['x²', (x) => x.square(), [3, -2], [1, 2], [6, -8]],
    ['x³', (x) => x.square().mul(x), [3, -2], [1, 2], [27, 24]],
    ['1/x', (x) => x.mul(0).add(1).div(x), [2, -4], [1, 2], [-0.25, -0.125]],
    ['x/2', (x) => x.div(2), [2, -4], [1, 2], [0.5, 1]],
    ['(x + 1)/(x - 1)', (x) => x.add(1).div(x.sub(1)), [3, -1], [1, 2], [-0.5, -1]],
    ['√x', (x) => x.sqrt(), [4, 2.25], [1, 3], [0.25, 1]],
    ['|x|', (x) => x.abs(), [4, -2], [1, 3], [1, -3]],
    ['relu', (x) => x.relu(), [4, -2], [1, 3], [1, 0]],
    ['the larger of x and x²', (x) => x.maximum(x.square()), [3, 0.5], [1, 1], [6, 1]],
    ['the smaller of x and x²', (x) => x.minimum(x.square()), [3, 0.5], [1, 1], [1, 1]],
    ['the larger of x and 1', (x) => x.maximum(1), [3, 0.5], [1, 1], [1, 0]],
    ['the larger of itself', (x) => x.maximum(x), [0, 0.5], [1, 2], [1, 2]],
    ['sum', (x) => x.sum(), [1, 2, 3], [1, 10, 100], [111]],
    ['sum along an axis', (x) => x.reshape([2, 2]).sum(0), [1, 2, 3, 4], [1, 10, 100, 1000], [101, 1010]],
    ['the largest', (x) => x.max(), [1, 1, 3], [1, 10, 100], [100]],
    ['the largest of one', (x) => x.max(0), [1], [7], [7]],
    ['the smallest', (x) => x.min(0), [1, 5, 5], [1, 10, 100], [1]],
    ['the largest of each row', (x) => x.reshape([2, 2]).max(1), [1, 2, 5, 4], [1, 10, 100, 1000], [10, 100]],
    [
      'the largest of each column',
      (x) => x.reshape([2, 2]).max(0, true),
      [1, 7, 5, 4],
      [1, 10, 100, 1000],
      [100, 10],
    ],
    [
      'a product of matrices',
      (x) => x.reshape([2, 1]).matMul(x.reshape([1, 2])),
      [2, 3],
      [1, 10],
      [4, 23, 23, 60],
    ],
    ['a turned one', (x) => x.reshape([1, 2]).transpose(), [2, 3], [1, 10], [1, 10]],
    ['some entries', (x) => x.gather([1, 1, 0]), [2, 3], [1, 10], [10, 10, 1]],
    ['joined ones', (x) => x.concat(x.square()), [2, 3], [1, 10], [1, 10, 4, 60]],
    ['joined to what is held', (x) => x.mul(0).concat(x), [2, 3], [1, 10], [0, 0, 1, 10]],
    ['broadcast', (x) => x.reshape([2, 1]).add(x.reshape([1, 2])), [2, 3], [1, 10], [2, 11, 11, 20]],
  ])('%s', (_, of, x, u, is) => {
    expectTrue(({ x, u }, make) => derivative(of(x), x, u).reshape([-1]).equal(make.constant(is)), x, u)
  })

  test.each<[string, (x: Real) => Real, (x: Real) => Real]>([
    ['exp', (x) => x.exp(), (x) => x.exp()],
    ['log', (x) => x.log(), (x) => x.mul(0).add(1).div(x)],
    ['x log x', (x) => x.log().mul(x), (x) => x.log().add(1)],
    ['sin', (x) => x.sin(), (x) => x.cos()],
    ['cos', (x) => x.cos(), (x) => x.sin().neg()],
    ['tanh', (x) => x.tanh(), (x) => x.tanh().square().neg().add(1)],
    ['exp of a square', (x) => x.square().exp(), (x) => x.square().exp().mul(x).mul(2)],
  ])('%s', (_, of, is) => {
    expectTrue(({ x, u }) => derivative(of(x), x, u).equal(is(x).mul(u)), [0.5, 3], [1, -2])
  })
})

test('what is held may stand on either side', () => {
  const held = (make: Recorder) => make.constant([2, 8])
  const [x, u] = [
    [4, -1],
    [1, 3],
  ]
  expectTrue(({ x, u }, make) => derivative(held(make).sub(x), x, u).equal(u.neg()), x, u)
  expectTrue(({ x, u }, make) => derivative(held(make).mul(x), x, u).equal(make.constant([2, 24])), x, u)
  expectTrue(
    ({ x, u }, make) => derivative(held(make).div(x), x, u).equal(make.constant([-0.125, -24])),
    x,
    u,
  )
  expectTrue(({ x, u }, make) => derivative(held(make).maximum(x), x, u).equal(make.constant([1, 0])), x, u)
  expectTrue(
    ({ x, u }, make) =>
      derivative(
        held(make)
          .reshape([1, 2])
          .matMul(x.reshape([2, 1])),
        x,
        u,
      ).equal(26),
    x,
    u,
  )
})

/** Of a function that is convex, or of its negative: f'(x) ≤ (f(x + h) - f(x))/h ≤ f'(x + h) for h > 0. */
test.each<[string, (x: Real) => Real]>([
  ['exp', (x) => x.exp()],
  ['-log', (x) => x.log().neg()],
  ['-√x', (x) => x.sqrt().neg()],
  ['1/x', (x) => x.mul(0).add(1).div(x)],
  ['x²', (x) => x.square()],
  ['|x|', (x) => x.abs()],
  ['relu', (x) => x.relu()],
  ['-tanh where x > 0', (x) => x.tanh().neg()],
  ['-sin on (0, π)', (x) => x.sin().neg()],
  ['-cos on (0, π/2)', (x) => x.cos().neg()],
  ['log Σ e^x', (x) => x.exp().sum(0, true).log()],
  ['the largest', (x) => x.max(0, true)],
])('%s lies between its derivatives as a convex function does', (_, of) => {
  const step = [0.25, 0.5]
  expectTrue(
    ({ x, u }) => {
      const [from, to] = [x, x.add(u)]
      const difference = of(to).sub(of(from))
      const [slow, fast] = [from, to].map((at) => derivative(of(at), at, u))
      return slow.atMost(difference).and(difference.atMost(fast))
    },
    [0.5, 0.625],
    step,
  )
})

test('a cubic is its central difference less the square of the step, exactly', () => {
  const cube = (x: Real) => x.mul(x).mul(x)
  expectTrue(
    ({ x, u }) =>
      derivative(cube(x), x, 1).equal(
        cube(x.add(u))
          .sub(cube(x.sub(u)))
          .div(u.mul(2))
          .sub(u.square()),
      ),
    [3, -0.75],
    [0.5, 7],
  )
})

describe('where there is no derivative nothing is certain', () => {
  test.each<[string, (x: Real) => Real, readonly number[]]>([
    ['|x| at 0', (x) => x.abs(), [0]],
    ['relu at 0', (x) => x.relu(), [0]],
    ['√x at 0', (x) => x.sqrt(), [0]],
    ['√x below 0', (x) => x.sqrt(), [-1]],
    ['log x at 0', (x) => x.log(), [0]],
    ['log x below 0', (x) => x.log(), [-1]],
    ['1/x at 0', (x) => x.add(1).div(x), [0]],
    ['the larger of equals', (x) => x.maximum(x.square()), [1]],
    ['the smaller of equals', (x) => x.minimum(x.square()), [1]],
    ['the larger of it and as much', (x) => x.maximum(2), [2]],
    ['the largest, twice', (x) => x.max(0, true), [3, 1, 3]],
    ['the smallest, twice', (x) => x.min(0, true), [3, 1, 1]],
    ['what does not exist and is held', (x) => x.add(x.mul(0).sub(1).log()), [1]],
    ['an infinite constant', (x) => x.add(Infinity), [1]],
  ])('%s', (_, of, x) => {
    for (const said of [
      ({ x }) => derivative(of(x), x, 1).atMost(0),
      ({ x }) => derivative(of(x), x, 1).equal(1),
      ({ x }) => derivative(of(x), x, 0).equal(0),
    ] satisfies Said[])
      expect(truths(said, x, [1])).toEqual({ exact: Truth.Undecided, enclosed: Truth.Undecided })
  })

  test.each<[string, (x: Real) => Real, number, number]>([
    ['a logarithm', (x) => x.log(), -1, 2],
    ['a root', (x) => x.sqrt(), -1, 0],
    ['a quotient', (x) => x.add(1).div(x), 0, 2],
  ])('%s that has no value, at what is computed from it', (_, of, nowhere, somewhere) => {
    const said: Said = ({ x }) => {
      const at = of(x)
      return derivative(at.mul(2), at, 1).equal(2)
    }
    expect(truths(said, [nowhere], [1])).toEqual({ exact: Truth.Undecided, enclosed: Truth.Undecided })
    expect(truths(said, [somewhere], [1]).exact).toBe(Truth.True)
  })
})

test('what is not computed from the array that moves is held', () => {
  expectTrue(({ x, u }) => derivative(u.square().add(x.sum()), u, 1).equal(u.mul(2)), [1, 2], [3, 4])
  expectTrue(({ x, u }) => derivative(u, x, 1).equal(0), [1], [3, 4])
  expectTrue(({ x }) => derivative(x.square().add(x), x.square(), 1).equal(1), [5], [1])
})

test('a derivative has derivatives: x³ has 6x', () => {
  const cube = (x: Real) => x.mul(x).mul(x)
  expectTrue(({ x }) => derivative(derivative(cube(x), x, 1), x, 1).equal(x.mul(6)), [3, -2], [1])
})

/** Its Jacobian is diag(p) - pᵀp. */
test('softmax moves as its Jacobian says, whatever is taken off the scores', () => {
  const weights = (x: Recorder, s: Real) =>
    softmax
      .definition(x)
      .weights({ q: s.reshape([1, 3]), k: x.constant([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]) })
  const said: Said = ({ x }, make) => {
    const p = weights(make, x)
    const column = p.transpose()
    const diagonal = make.constant([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]).mul(p)
    return jacobian(p, x).equal(diagonal.sub(column.matMul(p)))
  }
  expectTrue(said, [1, -0.5, 3], [1])
  const of = (claim: Said) =>
    record(({ x, u }, make) => ({ claim: claim({ x, u }, make) }), { x: [3], u: [1] }).definition
  const batch = caseOf([1, -0.5, 3], [1])
  expect(() => demandShiftCancels(of(said), batch)).not.toThrow()
  const depends: Said = ({ x }) => derivative(x.belowMax(0), x, x).equal(x)
  expect(() => demandShiftCancels(of(depends), batch)).toThrow('depends on which')
})

describe('what cannot be derived is refused', () => {
  const x = new Recorder()
  const { a, b } = x.inputs({ a: [2], b: [3] })
  const stranger = new Recorder().inputs({ a: [2] })['a']
  test.each<[string, () => unknown]>([
    ['a direction [3] is not of the shape [2]', () => derivative(a.sum(), a, b)],
    ['a constant does not move', () => derivative(a.add(1), x.constant(1), 1)],
    ['an array of another program', () => derivative(a, stranger, 1)],
    ['an array of the same program', () => derivative(a, a, stranger)],
    ['a number, or an array', () => derivative(a, a, undefined as never)],
    ['derivative needs an array', () => derivative(2 as never, a, 1)],
    ['nothing to derive by in [0]', () => jacobian(a.sum(), a.gather([]))],
  ])('%s', (message, write) => {
    expect(write).toThrow(message)
  })
})
