import { expect, test } from 'vitest'
import { recordFormula } from '../../program/formula.ts'
import { isByEntry } from './by-entry.ts'
import { wholeLanes } from './whole-lanes.ts'

const shapes = { a: [2, 3], b: [2, 3] }
const batch = {
  lanes: 3,
  names: ['a', 'b'],
  shapes,
  data: {
    a: Float32Array.of(...[1, 2, 3, 4, 5, 6], ...[1, 2, 3, 4, 5, 6], ...[0.5, 2, 3, 4, 5, 6]),
    b: Float32Array.of(...[-1, 0, -0, 7, 1e30, 2], ...[1, 2, 3, 4, 5, NaN], ...[1, 2, 3, 4, 5, 6]),
  },
}
type Formula = Parameters<typeof recordFormula>[1]

const stepsOf = (formula: Formula) => recordFormula(shapes, formula, 'definition').steps

test.each<[string, Formula, string]>([
  ['products', ({ a, b }) => a.matMul(b.transpose()), 'true false false'],
  ['one input alone', ({ a }) => a.square().sub(a).sum(1), 'true true false'],
  ['numbers of the program', ({ b }, x) => b.mul(x.constant(3)), 'true false true'],
  ['a number of the program that is not whole', ({ b }, x) => b.mul(x.constant(0.5)), 'unknown'],
  ['quotients', ({ a, b }) => a.div(b), 'unknown'],
  ['an exponential below the rest', ({ a, b }) => a.exp().add(b), 'unknown'],
])('the lanes of whole numbers are told by inputs and operations: %s', (_, formula, expected) => {
  const steps = stepsOf(formula)
  const isWhole = wholeLanes(steps, batch, steps.length - 1)
  expect(isWhole ? [0, 1, 2].map(isWhole).join(' ') : 'unknown').toBe(expected)
})

test('a value that doubles many times is looked at once a step', () => {
  const steps = stepsOf(({ a }) => {
    let sum = a
    for (let i = 0; i < 200; i++) sum = sum.add(sum)
    return sum
  })
  expect(wholeLanes(steps, batch, steps.length - 1)?.(0)).toBe(true)
  expect(isByEntry(steps, steps.length - 1, 0)).toBe(true)
})

test.each<[string, Formula, boolean]>([
  ['a softmax', ({ a }) => a.exp().div(a.exp().sum(1, true)), true],
  ['a function of it and a number', ({ a }, x) => a.mul(x.constant(2)).tanh(), true],
  ['what is beside it too', ({ a, b }) => a.add(b), false],
  ['a number for each column', ({ a }) => a.add(a.sum(0, true)), false],
  ['another input', ({ b }) => b.exp(), false],
  ['a product', ({ a, b }) => a.matMul(b.transpose()).matMul(a), false],
])('entries are made of those at their places, or not: %s', (_, formula, expected) => {
  const steps = stepsOf(formula)
  const source = steps.findIndex((step) => step.op === 'input' && step.name === 'a')
  expect(isByEntry(steps, steps.length - 1, source)).toBe(expected)
})
