import { expect, test } from 'vitest'
import { startEngine } from '../../engine/start.ts'
import { recordFormula } from '../../program/formula.ts'
import type { Real } from '../../program/real.ts'
import { batchOf } from '../batch.ts'
import { compute } from './compute.ts'

/** Of sums 3, 6 and 24. */
const ROWS = { shape: [3, 1, 3], data: Float32Array.of(1, 1, 1, 2, 2, 2, 1, 3, 20) }

test.each<[name: string, limit: number, of: (w: Real) => Real]>([
  ['its own sum', 1, (w) => w.div(w.sum(-1, true))],
  ['the sum of the same numbers again', 20, (w) => w.div(w.mul(1).sum(-1, true))],
  ['the sums of all rows, one after another', 20, (w) => w.div(w.sum(-1))],
  ['the sum of its column', 20, (w) => w.div(w.sum(0, true))],
])('the quotients of a row by %s are known to be at most %d', async (_, limit, of) => {
  const { engine } = await startEngine('cpu')
  const batch = batchOf([{ inputs: { w: ROWS } }])
  const formula = recordFormula(batch.shapes, ({ w }) => of(w))
  const { bound, values } = await compute(formula, batch, engine)
  expect(Math.max(...values)).toBeLessThanOrEqual(bound.hi[0])
  expect(bound.hi[0] / limit).toBeCloseTo(limit === 1 ? 1 : 1 / 3, 5)
})
