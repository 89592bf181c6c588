import { expect, test } from 'vitest'
import { record, type Stated } from '../../program/record.ts'
import type { Real } from '../../program/real.ts'
import type { Batch } from '../batch.ts'
import { demandShiftCancels } from './shift-cancels.ts'

const shapes = { s: [2, 3] }
const data = { s: Float32Array.of(0.5, -2, 1.25, 3, 3, -7.5, 40, 41, 1, 0, 0, 0) }
const batch: Batch = { lanes: 2, names: ['s'], shapes, data }

const demand = (of: (s: Real) => Stated): void =>
  demandShiftCancels(record(({ s }) => of(s), shapes).definition, batch)

const softmax = (s: Real, axis = -1): Real => {
  const e = s.belowMax(axis).exp()
  return e.div(e.sum(axis, true))
}
/** log Σ e^s - Σ p s, either with the largest score subtracted or not. */
const entropy = (s: Real): Real =>
  s
    .belowMax(-1)
    .exp()
    .sum(-1)
    .log()
    .sub(softmax(s).mul(s.belowMax(-1)).sum(-1))
const exponentials = (s: Real): Real => s.belowMax(-1).exp()

test.each<[string, (s: Real) => Stated]>([
  ['no shift', (s) => ({ claim: s.less(1) })],
  ['weights', (s) => ({ claim: softmax(s).atMost(0.5) })],
  ['weights along the first axis', (s) => ({ claim: softmax(s, 0).atMost(0.5) })],
  ['an entropy', (s) => ({ claim: entropy(s).atMost(0.5) })],
  ['differences within a row', (s) => ({ claim: s.belowMax(-1).sub(s.belowMax(-1).max(-1, true)).less(-1) })],
  ['the order of a row', (s) => ({ claim: s.sameOrder(exponentials(s)) })],
  ['the rank of scaled rows', (s) => ({ claim: exponentials(s).rank().atMost(1) })],
])('lets %s be', (_, of) => {
  expect(() => demand(of)).not.toThrow()
})

test.each<[string, (s: Real) => Stated, string]>([
  ['a shifted score', (s) => ({ claim: s.belowMax(-1).atMost(0) }), 'atMost(v1, v2)'],
  ['exponentials', (s) => ({ claim: exponentials(s).sum(-1).less(100) }), 'less(v3, v4)'],
  ['an equality', (s) => ({ claim: s.belowMax(-1).max(-1).equal(0) }), 'equal(v2, v3)'],
  ['a hypothesis', (s) => ({ hypothesis: s.belowMax(-1).less(9), claim: s.less(1) }), 'less(v1, v2)'],
  [
    'a region',
    (s) => ({ claim: s.less(1), regions: [{ name: 'low', holds: s.belowMax(-1).less(-1) }] }),
    'less(v2, v3)',
  ],
  ['an obstruction', (s) => ({ claim: s.less(1), obstruction: s.belowMax(-1).less(-1) }), 'less(v2, v3)'],
  [
    'what is observed',
    (s) => ({ claim: s.less(1), observed: s.belowMax(-1).sum() }),
    'v3, which is observed,',
  ],
  [
    'a part of a statement',
    (s) => ({ claim: s.less(1).or(s.belowMax(-1).less(-1)).not().any() }),
    'less(v2, v3)',
  ],
  [
    'numbers of two rows',
    (s) => ({
      claim: s
        .belowMax(-1)
        .sub(s.belowMax(-1).gather([1, 0], 0))
        .less(1),
    }),
    'less',
  ],
  [
    'an order between rows',
    (s) => ({ claim: s.belowMax(-1).transpose().sameOrder(s.transpose()) }),
    'sameOrder',
  ],
])('refuses %s', (_, of, named) => {
  expect(() => demand(of)).toThrow(RangeError)
  expect(() => demand(of)).toThrow(/^v[12] = belowMax\(v0, axis 1\) subtracts any numbers/)
  expect(() => demand(of)).toThrow(named)
})
