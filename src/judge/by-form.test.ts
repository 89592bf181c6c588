import { expect, test } from 'vitest'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import { record } from '../program/record.ts'
import { holdsByForm } from './by-form.ts'

type Of = (a: Real, b: Real) => Real

/** a is [4, 1], b is [1, 4]; it is of rank 2 by form, and square. */
const wide: Of = (a, b) => a.matMul(b).add(a.exp().matMul(b.exp()))

const recorded = (claim: (a: Real, b: Real) => Proposition) =>
  record(({ a, b }) => ({ claim: claim(a, b) }), { a: [4, 1], b: [1, 4] }).definition

test.each<[holds: boolean, name: string, claim: (a: Real, b: Real) => Proposition]>([
  [true, 'at most its limit', (a, b) => a.matMul(b).rank().atMost(1)],
  [false, 'at most less', (a, b) => a.matMul(b).rank().atMost(0)],
  [true, 'not above its limit', (a, b) => a.matMul(b).rank().atLeast(2).not()],
  [false, 'at least its limit', (a, b) => a.matMul(b).rank().atLeast(1)],
  [false, 'and something else', (a, b) => a.matMul(b).rank().atMost(1).and(a.less(b).all())],
  [true, 'or something else', (a, b) => a.matMul(b).rank().atMost(1).or(a.less(b).all())],
  [false, 'if something else', (a, b) => a.less(b).all().iff(a.matMul(b).rank().atMost(1))],
  [false, 'no more than that of another', (a, b) => a.matMul(b).rank().atMost(wide(a, b).rank())],
  [false, 'equal numbers', (a) => a.equal(a).all()],
])('%s: %s', (holds, _, claim) => {
  expect(holdsByForm(recorded(claim))).toBe(holds)
})
