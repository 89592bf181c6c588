import { expect, test } from 'vitest'
import { startEngine } from '../../engine/start.ts'
import { recordFormula } from '../../program/formula.ts'
import type { Real } from '../../program/real.ts'
import { batchOf } from '../batch.ts'
import { compute } from './compute.ts'

/** Of sums 3, 6 and 24. */
const ROWS = { shape: [3, 1, 3], data: Float32Array.of(1, 1, 1, 2, 2, 2, 1, 3, 20) }

const LARGEST = 20
const LEAST_SUM = 3

/**
 * The rounding of a float32 number. A range grows by four times that of each kernel: by 12 of a sum of three, by 4 of a
 * product, by 8 of a quotient, whose error is stated as a unit in the last place. Where a row is divided by its own sum,
 * that errs by 3 of them.
 */
const U = 2 ** -24

test.each<[name: string, limit: number, roundings: number, of: (w: Real) => Real]>([
  ['its own sum', 1, 8 + 3, (w) => w.div(w.sum(-1, true))],
  [
    'the sum of the same numbers again',
    LARGEST / LEAST_SUM,
    8 + 12 + 4,
    (w) => w.div(w.mul(1).sum(-1, true)),
  ],
  ['the sums of all rows, one after another', LARGEST / LEAST_SUM, 8 + 12, (w) => w.div(w.sum(-1))],
  ['the sum of its column', LARGEST / LEAST_SUM, 8 + 12, (w) => w.div(w.sum(0, true))],
])('the quotients of a row by %s are known to be at most %f', async (_, limit, roundings, of) => {
  const { engine } = await startEngine('cpu')
  const batch = batchOf([{ inputs: { w: ROWS } }])
  const formula = recordFormula(batch.shapes, ({ w }) => of(w))
  const { bound, values } = await compute(formula, batch, engine)
  expect(Math.max(...values)).toBeLessThanOrEqual(bound.hi[0])
  expect(bound.hi[0]).toBeGreaterThanOrEqual(limit)
  // Products of two of them are less than one of them together.
  expect(bound.hi[0]).toBeLessThanOrEqual(limit * (1 + (roundings + 1) * U))
})
