import { expect, test } from 'vitest'
import { batchOf } from '../../arithmetic/batch.ts'
import { run } from '../../arithmetic/interval/run.ts'
import { bind } from '../../attention/attention.ts'
import { record } from '../../program/record.ts'
import { Truth } from '../../program/truth.ts'
import { polynomial } from './polynomial.ts'

test.each([NaN, Infinity, 0, -1, 1.5])('a degree of %d is refused', (degree) => {
  expect(() => polynomial(degree)).toThrow(RangeError)
  expect(() => polynomial(degree)).toThrow(`of degree ${degree}; give a positive integer`)
})

test.each([
  [1, [1, -1], Truth.False],
  [3, [2, -2], Truth.False],
  [2, [0, 0], Truth.False],
  [2, [1, -1], Truth.True],
  [3, [2, -1], Truth.True],
])('of degree %d, keys %j: that the normaliser is not zero is a hypothesis', (degree, keys, hypothesis) => {
  const inputs = {
    q: { shape: [1, 1], data: Float32Array.of(1) },
    k: { shape: [2, 1], data: Float32Array.from(keys) },
  }
  const batch = batchOf([{ inputs }])
  const programs = record(({ q, k }, x) => {
    return { claim: bind(polynomial(degree), x).weights({ q, k }).sum(-1).equal(1).all() }
  }, batch.shapes)
  for (const program of Object.values(programs)) expect(run(program, batch).hypothesis[0]).toBe(hypothesis)
})
