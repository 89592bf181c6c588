import { expect, test } from 'vitest'
import { recordFormula } from '../program/formula.ts'
import type { Real } from '../program/real.ts'
import { batchOf } from './batch.ts'
import { certifiedRank } from './interval/certified-rank.ts'
import { evaluate, inputsOf } from './interval/evaluate.ts'
import { rankLimits } from './interval/rank-limits.ts'

import { rankLimitsByForm } from './rank-by-form.ts'

type Of = (a: Real, b: Real) => Real

/** a is [4, 1], b is [1, 4]; `wide` is of rank 2 by form, and square. */
const wide: Of = (a, b) => a.matMul(b).add(a.exp().matMul(b.exp()))

const MATRICES: readonly [name: string, of: Of, limit: number][] = [
  ['product', (a, b) => a.matMul(b), 1],
  ['product by broadcasting', (a, b) => a.mul(b), 1],
  ['sum', wide, 2],
  ['difference', (a, b) => wide(a, b).sub(a.square().mul(b.square())), 3],
  ['entrywise product', (a, b) => wide(a, b).mul(wide(a.square(), b.square())), 4],
  ['square', (a, b) => a.matMul(b).square(), 1],
  ['rows divided', (a, b) => wide(a, b).div(a.exp()), 2],
  ['entries divided', (a, b) => a.mul(b).div(a.mul(b).exp()), 4],
  ['function', (a, b) => a.matMul(b).exp(), 4],
  ['side by side', (a, b) => wide(a, b).concat(a.square(), 1), 3],
  ['chosen rows', (a, b) => wide(a, b).gather([0, 2, 3]).neg().transpose(), 2],
  ['shifted', (a, b) => a.matMul(b).belowMax(1), 2],
  ['few rows', (a, b) => a.matMul(b).exp().gather([0, 1]), 2],
]

test.each(MATRICES)('a limit for all numbers: %s', (_, of, limit) => {
  const { steps } = recordFormula({ a: [4, 1], b: [1, 4] }, (inputs) => of(inputs.a, inputs.b))
  const byForm = rankLimitsByForm(steps)
  expect(byForm.at(-1)).toBe(limit)
  const [a, b] = [Float32Array.of(1, -2, 3, 0.5), Float32Array.of(2, 1, -1, 3)]
  const batch = batchOf([{ inputs: { a: { shape: [4, 1], data: a }, b: { shape: [1, 4], data: b } } }])
  const matrix = evaluate(steps, inputsOf(batch)).at(-1)!
  expect(rankLimits(matrix)[0]).toBe(limit)
  expect(certifiedRank(matrix).lower[0]).toBe(limit)
})
