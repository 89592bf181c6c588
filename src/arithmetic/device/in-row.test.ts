import { beforeAll, expect, test } from 'vitest'
import { bind } from '../../attention/attention.ts'
import { softmax } from '../../attention/softmax.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { gaussian, queriesAndKeys } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import { recordFormula } from '../../program/formula.ts'
import type { Part } from '../../program/recorder.ts'
import { batchOf } from '../batch.ts'
import { enclose } from '../interval/enclose.ts'
import { compute } from './compute.ts'

let engine: Engine
beforeAll(async () => void (engine = (await startEngine('cpu')).engine))

test.each([0.3, 1, 3])(
  'weights are known up to a factor of their row, more sharply than by themselves: σ = %d',
  async (scale) => {
    const inputs = queriesAndKeys({ queries: [3], tokens: [8], width: [5], from: gaussian(scale) })
    const batch = batchOf(Array.from({ length: 200 }, (_, i) => caseAt(inputs, 'in-row', 1, i)))
    const formula = (part: Part) =>
      recordFormula(batch.shapes, ({ q, k }, x) => bind(softmax, x).weights({ q, k }), part)
    const truth = enclose(formula('definition'), batch)
    const { bound, values } = await compute(formula('implementation'), batch, engine)
    const { inRow, rel, abs } = bound
    let finite = 0
    for (let lane = 0; lane < 200; lane++) {
      if (!(inRow!.rel[lane] < 1)) continue
      finite++
      expect(inRow!.rel[lane]).toBeLessThan(0.7 * rel[lane])
      for (let row = 0; row < 3; row++) {
        // Factors c for which every |ŵ - c·w| is within its bound: there has to be one, and a positive one.
        let [least, most] = [0, Infinity]
        for (let at = (lane * 3 + row) * 8; at < (lane * 3 + row + 1) * 8; at++) {
          const error = inRow!.rel[lane] * values[at] + inRow!.abs[lane]
          least = Math.max(least, (values[at] - error) / truth.hi[at])
          most = Math.min(most, (values[at] + error) / truth.lo[at])
        }
        expect(least).toBeLessThanOrEqual(most)
        expect(most).toBeGreaterThan(0)
      }
      expect(inRow!.abs[lane]).toBeLessThanOrEqual(abs[lane])
    }
    expect(finite).toBeGreaterThan(150)
  },
)
