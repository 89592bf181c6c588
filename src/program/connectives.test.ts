import { expect, test } from 'vitest'
import { Worksheet } from '../arithmetic/interval/worksheet.fixture.ts'
import { allAtMost, allEqual, and, iff, implies, not, or } from './connectives.ts'
import type { Proposition } from './proposition.ts'
import { Truth } from './truth.ts'

const sheet = new Worksheet()
const { x } = sheet

test('connectives', () => {
  const [yes, no] = [x.constant(1).less(2), x.constant(2).less(1)]
  const table = (of: (a: Proposition, b: Proposition) => Proposition) =>
    [of(yes, yes), of(yes, no), of(no, yes), of(no, no)].map((q) => sheet.truths(q)[0] === Truth.True)
  expect(table((a, b) => and(a, b))).toEqual([true, false, false, false])
  expect(table((a, b) => or(a, b))).toEqual([true, true, true, false])
  expect(table(implies)).toEqual([true, false, true, true])
  expect(table(iff)).toEqual([true, false, false, true])
  expect(sheet.truths(not(yes))).toEqual([Truth.False])
  expect(sheet.truths(and(yes, yes, no))).toEqual([Truth.False])
  expect(sheet.truths(or(no, no, yes))).toEqual([Truth.True])
})

test('connectives of nothing are refused', () => {
  expect(() => and()).toThrow('and needs one proposition or more')
  expect(() => or(...[])).toThrow('or needs one proposition or more')
})

test('arrays are compared in all their entries', () => {
  const [low, high] = [x.constant([1, 2]), x.constant([1, 3])]
  const truths = (of: Proposition) => sheet.truths(of)
  expect(truths(allEqual(low, low))).toEqual([Truth.True])
  expect(truths(allEqual(low, high))).toEqual([Truth.False])
  expect(truths(allAtMost(low, high))).toEqual([Truth.True])
  expect(truths(allAtMost(high, low))).toEqual([Truth.False])
  expect(truths(allAtMost(high, 3))).toEqual([Truth.True])
})
