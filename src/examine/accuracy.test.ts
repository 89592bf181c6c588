import { expect, test } from 'vitest'
import { Accuracy, quantile } from './accuracy.ts'
import { declaredFrom } from './declared-from.ts'
import { evaluate } from './evaluate.ts'
import type { Lanes } from './lanes.ts'
import { modelOf } from './model.ts'

/** One key, so that the output is the value: 1, 2, 4 and 0. */
const one: Lanes = {
  ...{ lanes: 1, queries: 1, keys: 1, width: 1, valueWidth: 4, queryHeads: 1, keyHeads: 1 },
  q: Float32Array.of(3),
  k: Float32Array.of(4),
  v: Float32Array.of(1, 2, 4, 0),
}
const evaluated = evaluate(modelOf(declaredFrom({ as: 'softmax' })), one, { weights: false, output: true })

test('errors are counted in units in the last place of each number', () => {
  const accuracy = new Accuracy('float32')
  const [ulp, double] = [2 ** -23, 2 ** -22]
  accuracy.take(one, { output: Float32Array.of(1 + ulp, 2 + 3 * double, NaN, 0) }, evaluated)
  const [cell, ...others] = accuracy.found
  expect(others).toEqual([])
  expect(cell).toMatchObject({ scoresBelow: 32, tokensAtMost: 1, numbers: 4, nonFinite: 1, largest: 3 })
})

test('a share of the errors is at most what is said, which is no more than the largest', () => {
  const accuracy = new Accuracy('float32')
  accuracy.take(one, { output: Float32Array.of(1 + 2 ** -23, 2 + 3 * 2 ** -22, 4, 0) }, evaluated)
  const [cell] = accuracy.found
  expect(quantile(cell, 0.75)).toBe(1)
  expect(quantile(cell, 0.99)).toBe(3)
})
