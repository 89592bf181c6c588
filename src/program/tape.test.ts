import { expect, test } from 'vitest'
import { Recorder } from './recorder.ts'

test('an equal step is written down once', () => {
  const x = new Recorder()
  const { a, b } = x.inputs({ a: [2, 3], b: [2, 3] })
  const once = () => [
    a.add(b).exp(),
    a.mul(2),
    a.sum(1),
    a.gather([1, 0]),
    a.reshape([3, 2]),
    x.rational(1, 3),
    a.belowMax(1),
    x.inputs({ a: [2, 3] }).a,
  ]
  const values = once().map(({ value }) => value)
  const { length } = x.tape.steps
  expect(once().map(({ value }) => value)).toEqual(values)
  expect(x.tape.steps.length).toBe(length)
  expect(new Set(values).size).toBe(values.length)
})

test('steps that differ in an operand or a parameter are different values', () => {
  const x = new Recorder()
  const { a, b } = x.inputs({ a: [2, 3], b: [2, 3] })
  const different = [
    a,
    b,
    a.sub(b),
    b.sub(a),
    a.neg(),
    a.sum(0),
    a.sum(1),
    a.sum(1, true),
    a.sum(),
    a.max(1),
    a.gather([0, 1]),
    a.gather([0, 1], 1),
    a.gather([1, 0]),
    a.reshape([3, 2]),
    a.reshape([6]),
    a.concat(b),
    a.concat(b, 1),
    a.belowMax(0),
    a.belowMax(1),
    x.rational(1, 3),
    x.rational(2, 6),
  ]
  expect(new Set(different.map(({ value }) => value)).size).toBe(different.length)
})

test('steps stand in the order in which they were written, behind their operands', () => {
  const x = new Recorder()
  const { a } = x.inputs({ a: [2] })
  a.add(1).div(a)
  expect(x.tape.steps).toEqual([
    { op: 'input', of: [], name: 'a', shape: [2] },
    { op: 'constant', of: [], values: Float64Array.of(1), shape: [] },
    { op: 'add', of: [0, 1], shape: [2] },
    { op: 'div', of: [2, 0], shape: [2] },
  ])
})

test('constants are the same when every number is, with its sign and as NaN, and the shape', () => {
  const x = new Recorder()
  const values = [
    x.constant(0),
    x.constant(-0),
    x.constant(NaN),
    x.constant(Infinity),
    x.constant(0, [2]),
    x.constant([0, 0]),
    x.constant([0, -0]),
    x.constant([0, 0, 0, 0], [2, 2]),
    x.constant([0, 0, 0, 0], [4]),
    x.constant([NaN, 0.1]),
  ].map(({ value }) => value)
  expect(new Set(values).size).toBe(values.length)
  expect([x.constant(-0), x.constant(NaN), x.constant([NaN, 0.1])].map(({ value }) => value)).toEqual([
    values[1],
    values[2],
    values[9],
  ])
})

test('large constants are told apart by a single number, and are not the arrays of who made them', () => {
  const x = new Recorder()
  const numbers = Float64Array.from({ length: 2 ** 16 }, (_, i) => i / 7)
  const first = x.constant(numbers)
  expect(x.constant([...numbers]).value).toBe(first.value)
  numbers[numbers.length - 1]++
  expect(x.constant(numbers).value).not.toBe(first.value)
  expect(x.tape.steps).toHaveLength(2)
})
