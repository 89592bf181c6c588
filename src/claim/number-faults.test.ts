import { expect, test } from 'vitest'
import { numberFaults } from './number-faults.ts'

const bound = (value: unknown, relation: unknown = 'atMost') => ({ bound: { relation, value, formula: '' } })
const exponent = (is: unknown, spacing: unknown) => ({ exponent: { is, spacing } })

test.each<[object]>([
  [{}],
  [{ demand: 0.01, cases: 1 }],
  [bound(0)],
  [bound(1, 'atLeast')],
  [{ bound: { ...bound(1, 'equals').bound, range: [-1, 1] } }],
  [exponent(-0.5, 1e-3)],
  [{ cover: [{ name: 'r', atLeast: 0.5 }] }],
])('nothing is wrong with %j', (claim) => {
  expect(numberFaults({ ...claim })).toEqual([])
})

test.each<[object, string]>([
  [{ demand: NaN }, 'has NaN as demand'],
  [{ demand: 0 }, 'has 0 as demand'],
  [{ demand: 2 }, 'has 2 as demand'],
  [{ demand: '0.1' }, 'has "0.1" as demand'],
  [{ cases: NaN }, 'has NaN as number of cases'],
  [{ cases: 0.5 }, 'has 0.5 as number of cases'],
  [{ cases: 2 ** 53 }, 'has 9007199254740992 as number of cases'],
  [exponent(NaN, 1), 'has NaN as exponent'],
  [exponent(2, 0), 'has 0 as spacing of exponents'],
  [exponent(2, Infinity), 'has Infinity as spacing of exponents'],
  [exponent(2, Number.MIN_VALUE), 'has 5e-324 as spacing of exponents'],
  [exponent(2, undefined), 'has null as spacing of exponents'],
  [bound(NaN), 'has NaN as bound of a probability'],
  [bound(-1), 'has -1 as bound of a probability'],
  [bound(2), 'has 2 as bound of a probability'],
  [bound(0.5, 'toString'), 'has a bound that is "toString"; give atLeast, atMost, equals'],
  [{ bound: { ...bound(0.5).bound, range: [1, 1] } }, 'has a quantity from 1,1; give two finite numbers'],
  [{ bound: { ...bound(0.5).bound, range: [0, Infinity] } }, 'has a quantity from 0,Infinity'],
  [{ cover: [{ name: 'r', atLeast: NaN }] }, 'has NaN as share of a region'],
  [{ cover: [{ name: 'r', atLeast: 2 }] }, 'has 2 as share of a region'],
])('%j is refused', (claim, fault) => {
  expect(numberFaults({ ...claim })).toHaveLength(1)
  expect(numberFaults({ ...claim })[0]).toContain(fault)
})
