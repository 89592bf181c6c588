import { expect, test } from 'vitest'
import { toJson } from './json.ts'
import { record, type Stated } from './record.ts'
import type { Real } from './real.ts'
import type { Recorder } from './recorder.ts'
import { BINARY, forEach, UNARY, type OperationName } from './step.ts'

type Inputs = Record<string, Real>
const shapes = { a: [2, 3], b: [2, 3] }
const json = (of: (inputs: Inputs, x: Recorder) => Stated) => toJson(record(of, shapes).definition)

/** An array, and how its step is written; a and b are values 0 and 1. */
type Written = [(inputs: Inputs, x: Recorder) => Real, unknown[]]
const STEPS: Record<OperationName, Written> = {
  input: [({ b }) => b, ['input', 'b']],
  constant: [
    (_, x) => x.constant([-0, 0.1, NaN, 3], [2, 2]),
    ['constant', [2, 2], ['-0x0p+0', '0x1.999999999999ap-4', 'nan', '0x1.8p+1']],
  ],
  fraction: [(_, x) => x.rational(-1, 3), ['fraction', -1, 3]],
  ...forEach(BINARY, (op): Written => [({ a, b }) => b[op](a), [op, 1, 0]]),
  ...forEach(UNARY, (op): Written => [({ a }) => a[op](), [op, 0]]),
  sum: [({ a }) => a.sum(), ['sum', 0, null, false]],
  max: [({ a }) => a.max(-1, true), ['max', 0, 1, true]],
  min: [({ a }) => a.min(0), ['min', 0, 0, false]],
  matMul: [({ a, b }) => a.matMul(b.transpose()), ['matMul', 0, 2]],
  transpose: [({ a }) => a.transpose(), ['transpose', 0]],
  reshape: [({ a }) => a.reshape([-1, 2]), ['reshape', 0, [3, 2]]],
  gather: [({ a }) => a.gather([2, 0], -1), ['gather', 0, [2, 0], 1]],
  concat: [({ a, b }) => a.concat(b, -1), ['concat', 0, 1, 1]],
  belowMax: [({ a }) => a.belowMax(-1), ['belowMax', 0, 1]],
}

test.each(Object.entries(STEPS))('%s is written with its operands, then its parameters', (_, [of, step]) => {
  const { steps, claim } = json((inputs, x) => {
    const value = of(inputs, x)
    return { claim: value.equal(value) }
  })
  expect(steps.slice(0, 2)).toEqual([
    ['input', 'a'],
    ['input', 'b'],
  ])
  expect(steps.at(-1)).toEqual(step)
  expect(claim[1]).toBe(steps.length - 1)
})

test('a number that fills a shape is written once', () => {
  const { steps } = json(({ a }, x) => ({ claim: a.less(x.constant(2, [2, 3])) }))
  expect(steps.at(-1)).toEqual(['constant', [2, 3], ['0x1p+1']])
})

test('statements are nested as they were said, and all survives as text', () => {
  const program = json(({ a, b }, x) => {
    x.assume(a.equal(0).not())
    return {
      hypothesis: a.rank().atLeast(1).or(a.rank().atMost(b.rank())),
      claim: a.less(b).any().implies(a.sameOrder(b).all()).iff(a.atMost(b)),
      obstruction: b.less(a),
    }
  })
  expect(program).toEqual({
    steps: [
      ['input', 'a'],
      ['input', 'b'],
      ['constant', [], ['0x0p+0']],
    ],
    hypotheses: [
      ['not', ['equal', 0, 2]],
      ['or', ['rankAtLeast', 0, 1], ['rankAtMostThatOf', 0, 1]],
    ],
    claim: ['iff', ['implies', ['any', ['less', 0, 1]], ['all', ['sameOrder', 0, 1]]], ['atMost', 0, 1]],
    obstruction: ['less', 1, 0],
  })
  expect(JSON.parse(JSON.stringify(program))).toEqual(program)
})

test('a claim without an obstruction does not speak of one', () => {
  expect('obstruction' in json(({ a, b }) => ({ claim: a.less(b) }))).toBe(false)
})
