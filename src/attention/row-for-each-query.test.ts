import { expect, test } from 'vitest'
import { asked, FORMS, type Ask } from '../engine/conformance/subject-list.ts'
import { recordFormula } from '../program/formula.ts'
import type { Shapes } from '../program/program.ts'
import { bind, type Subject } from './attention.ts'
import { mechanism } from './mechanism.ts'
import { multiHead } from './multi-head.ts'
import { softmax } from './softmax.ts'

const written = (subject: Subject, ask: Ask, shapes: Shapes) => () =>
  recordFormula(shapes, (inputs, x) => asked(bind(subject, x), ask, inputs))

const lost = mechanism('the first row', ({ q, k }) => q.gather([0]).matMul(k.transpose()))
const square = mechanism('keys alone', ({ k }) => k.matMul(k.transpose()))

test.each([
  [lost, 'weights', 'the first row gives [1, 3] for q [2, 1] and k [3, 1]; it has to give [2, 3]'],
  [lost, 'output', 'the first row gives [1, 2] for q [2, 1] and k [3, 1]; it has to give [2, 2]'],
  [square, 'weights', 'keys alone gives [3, 3] for q [2, 1]'],
] as const)('$0.name: a mechanism that does not answer each query is refused', (subject, ask, message) => {
  const of = written(subject, ask, { q: [2, 1], k: [3, 1], v: [3, 2] })
  expect(of).toThrow(RangeError)
  expect(of).toThrow(message)
})

test('fewer heads of keys make q and outputs wider', () => {
  const grouped = multiHead(softmax, { heads: 4, keyHeads: 2 })
  expect(written(grouped, 'output', { q: [3, 4], k: [5, 2], v: [5, 6] })).not.toThrow()
  expect(written(grouped, 'output', { q: [3, 4], k: [5, 4], v: [5, 4] })).toThrow(
    'got q [3, 4] and k [5, 4]; it takes one matrix [n_q, 2d] and one [n, d]',
  )
})

test.each([
  [{ q: [2, 3, 1], k: [2, 3, 1], v: [2, 3, 1] }, 'got q [2, 3, 1] and k [2, 3, 1]; it takes one matrix'],
  [{ q: [1], k: [3, 1], v: [3, 1] }, 'got q [1] and k [3, 1]'],
  [{ q: [2, 1], k: [3, 2], v: [3, 1] }, 'got q [2, 1] and k [3, 2]'],
  [{ q: [2, 1], k: [3, 1], v: [4, 1] }, 'got v [4, 1] for k [3, 1]; it takes a value for each key'],
  [{ q: [2, 1], k: [3, 1], v: [3, 1, 1] }, 'got v [3, 1, 1] for k [3, 1]'],
  [{ q: [2, 1], k: [0, 1], v: [0, 1] }, 'has no keys to attend to: k is [0, 1]'],
])('%o is refused by every subject in every form', (shapes, message) => {
  for (const { subject } of FORMS) {
    expect(written(subject, 'output', shapes), subject.name).toThrow(RangeError)
    expect(written(subject, 'output', shapes)).toThrow(`${subject.name} ${message}`)
  }
})
