import { describe, expect, test } from 'vitest'
import { batchOf } from '../arithmetic/batch.ts'
import { decide as decideOnDevice } from '../arithmetic/device/compute.ts'
import { decide } from '../arithmetic/interval/enclose.ts'
import { judgeAtom } from '../arithmetic/scalar/atoms.ts'
import { ExactField } from '../arithmetic/scalar/exact/exact-field.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { startEngine } from '../engine/start.ts'
import { derivative } from './derivative.ts'
import { recordSentence } from './formula.ts'
import { conjunction, judged } from './judged.ts'
import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { Recorder } from './recorder.ts'
import { Truth } from './truth.ts'
import { where } from './where.ts'

type Said = (inputs: { x: Real; y: Real }, make: Recorder) => Proposition
const field = new ExactField()
const [X, Y] = [
  [-2, 0, 0, 3],
  [1, 0, -1, 2],
]
const { engine } = await startEngine('wasm')

/** What exact numbers, enclosures and the engine say, for x and y of four entries. */
async function truths(of: Said): Promise<Truth[]> {
  const array = (entries: readonly number[]) => ({ shape: [4], data: Float32Array.from(entries) })
  const batch = batchOf([{ inputs: { x: array(X), y: array(Y) } }])
  const sentence = recordSentence(batch.shapes, ({ x, y }, make) => of({ x, y }, make))
  const values = evaluate(sentence.steps, batch, field)
  const exact = judged(sentence.statement, (atom) => judgeAtom(atom, values, field))
  const device = (await decideOnDevice(sentence, batch, engine, 'running')).reals
  return [exact, decide(sentence, batch), device].map((judgement) => conjunction(judgement)[0] as Truth)
}

describe('a comparison chooses entry by entry', () => {
  test.each<[string, (x: Real, y: Real) => Proposition, readonly (0 | 1)[]]>([
    ['less', (x, y) => x.less(y), [1, 0, 0, 0]],
    ['atMost', (x, y) => x.atMost(y), [1, 1, 0, 0]],
    ['greater', (x, y) => x.greater(y), [0, 0, 1, 1]],
    ['greaterEqual', (x, y) => x.greaterEqual(y), [0, 1, 1, 1]],
    ['equal', (x, y) => x.equal(y), [0, 1, 0, 0]],
    ['not', (x, y) => x.equal(y).not(), [1, 0, 1, 1]],
    ['and', (x, y) => x.atMost(y).and(x.less(0)), [1, 0, 0, 0]],
    ['or', (x, y) => x.equal(y).or(x.greater(2)), [0, 1, 0, 1]],
    ['implies', (x, y) => x.atMost(y).implies(x.less(0)), [1, 0, 1, 1]],
    ['iff', (x, y) => x.atMost(y).iff(x.less(0)), [1, 0, 1, 1]],
    ['of a number', (x) => x.less(1), [1, 1, 1, 0]],
  ])('%s', async (_, condition, chosen) => {
    const is = chosen.map((one, i) => (one ? X[i] * 2 : 7))
    const found = await truths(({ x, y }, make) =>
      where(condition(x, y), x.mul(2), 7).equal(make.constant(is)),
    )
    expect(found.slice(0, 2)).toEqual([Truth.True, Truth.True])
    expect(found[2]).not.toBe(Truth.False)
  })
})

test('what is not chosen need not exist', async () => {
  const said: Said = ({ x }, make) =>
    where(x.greater(0), x.log(), where(x.equal(0), 5, make.constant(1).div(x))).less(6)
  expect(await truths(said)).toEqual([Truth.True, Truth.True, expect.not.toSatisfy((t) => t === Truth.False)])
  expect((await truths(({ x }) => where(x.greaterEqual(0), x.log(), 1).less(6)))[0]).toBe(Truth.Undecided)
  expect((await truths(({ x }) => where(x.log().less(1), 1, 1).equal(1)))[0]).toBe(Truth.Undecided)
})

test('an open comparison leaves both, and what is true of both is true', () => {
  // sin 10^20/3 is somewhere between -1 and 1 for float64 enclosures.
  const of = (said: (open: Proposition, x: Recorder) => Proposition) => {
    const batch = batchOf([{ inputs: { x: { shape: [], data: Float32Array.of(1e20) } } }])
    return conjunction(
      decide(
        recordSentence(batch.shapes, ({ x }, make) => said(x.mul(make.rational(1, 3)).sin().less(0.5), make)),
        batch,
      ),
    )[0]
  }
  expect(of((open) => where(open, 2, 3).less(1))).toBe(Truth.Undecided)
  expect(of((open) => where(open, 2, 3).less(2.5))).toBe(Truth.Undecided)
  expect(of((open) => where(open, 2, 3).less(6))).toBe(Truth.True)
  expect(of((open) => where(open, -2, 3).greater(-3))).toBe(Truth.True)
})

test('a choice moves as what is chosen, and not where it changes', async () => {
  const [negative, zero] = [0, 1]
  const at = (entry: number, is: number): Said => {
    return ({ x }) => {
      const one = x.gather([entry])
      return derivative(where(one.less(0), one.square(), one.mul(3)), one, 1).equal(is)
    }
  }
  expect((await truths(at(negative, -4)))[0]).toBe(Truth.True)
  expect((await truths(at(3, 3)))[0]).toBe(Truth.True)
  expect((await truths(at(zero, 3)))[0]).toBe(Truth.Undecided)
})

describe('what cannot be chosen by or from is refused', () => {
  const x = new Recorder()
  const { a } = x.inputs({ a: [2] })
  const stranger = new Recorder().inputs({ b: [2] })['b']
  test.each<[string, () => unknown]>([
    ['sameOrder holds of several together', () => where(a.sameOrder(a), a, a)],
    ['all holds of several together', () => where(a.less(0).all(), a, a)],
    ['where needs a comparison', () => where(true as never, a, a)],
    ['of the same program', () => where(a.less(0), a, stranger)],
  ])('%s', (message, write) => {
    expect(write).toThrow(TypeError)
    expect(write).toThrow(message)
  })
})

test.each<[string, (x: Real) => Real, readonly number[]]>([
  ['sums so far', (x) => x.cumsum(), [-2, -2, -2, 1]],
  ['before each', (x) => x.cumsum(0, true), [0, -2, -2, -2]],
  ['from the back', (x) => x.cumsum(0, false, true), [1, 3, 3, 3]],
  ['behind each', (x) => x.cumsum(-1, true, true), [3, 3, 3, 0]],
  ['of rows', (x) => x.reshape([2, 2]).cumsum(0).reshape([4]), [-2, 0, -2, 3]],
  ['along rows', (x) => x.reshape([2, 2]).cumsum(1).reshape([4]), [-2, -2, 0, 3]],
  ['of nothing', (x) => x.concat(x.gather([]).cumsum()), X],
])('cumsum: %s', async (_, of, is) => {
  const found = await truths(({ x }, make) => of(x).equal(make.constant(is)))
  expect(found.slice(0, 2)).toEqual([Truth.True, Truth.True])
})

test('a later entry that does not exist has no part in the sums before it', async () => {
  const found = await truths(({ x }) => x.neg().sqrt().cumsum().gather([0, 1]).greater(1))
  expect(found[0]).toBe(Truth.True)
})
