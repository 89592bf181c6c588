import { expect, test } from 'vitest'
import { recordFormula } from '../program/formula.ts'
import { bind } from './attention.ts'
import { mechanism, ofScores } from './mechanism.ts'
import { expectExactly } from './worked.fixture.ts'

const halves = mechanism('halves', ({ q, k }, x) => q.matMul(k.transpose()).mul(x.rational(1, 2)))

test('one formula, read as definition and as implementation', () => {
  expect(halves.name).toBe('halves')
  const formula = (part: 'definition' | 'implementation') =>
    recordFormula({ q: [2, 3], k: [4, 3] }, ({ q, k }, x) => bind(halves, x).weights({ q, k }), part)
  expect(formula('implementation')).toEqual(formula('definition'))
})

test('its outputs mix the values', () => {
  const rows = { subject: halves, q: '2', k: '1; 3', v: '1; 10' }
  expectExactly({ ...rows, is: (x) => x.constant([1, 3]) })
  expectExactly({ ...rows, ask: 'output', is: (x) => x.constant([31]) })
})

test('of scores, it is given the products of queries and keys', () => {
  const subject = ofScores('halves', (s, x) => s.mul(x.rational(1, 2)))
  expect(subject.name).toBe('halves')
  expectExactly({ subject, q: '2; 4', k: '1; 3', is: (x) => x.constant([1, 3, 2, 6], [2, 2]) })
})
