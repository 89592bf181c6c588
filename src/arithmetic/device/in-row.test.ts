import { beforeAll, expect, test } from 'vitest'
import { bind } from '../../attention/attention.ts'
import { softmax } from '../../attention/softmax.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { gaussian, queriesAndKeys } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import { batchOf } from '../batch.ts'
import type { IntervalReal } from '../interval/interval-array.ts'
import { IntervalArithmetic } from '../interval/interval-tier.ts'
import type { DeviceReal } from './device-real.ts'
import { DeviceArithmetic } from './device-tier.ts'

let engine: Engine
beforeAll(async () => void (engine = (await startEngine('cpu')).engine))

test.each([0.3, 1, 3])(
  'weights are known up to a factor of their row, more sharply than by themselves: σ = %d',
  (scale) => {
    const inputs = queriesAndKeys({ queries: [3], tokens: [8], width: [5], from: gaussian(scale) })
    const batch = batchOf(Array.from({ length: 200 }, (_, i) => caseAt(inputs, 'in-row', 1, i)))
    const on = IntervalArithmetic.inputs(batch)
    const truth = bind(softmax, new IntervalArithmetic()).weights({ q: on.q, k: on.k }) as IntervalReal
    const x = new DeviceArithmetic(engine)
    let weights!: DeviceReal
    let values!: Float32Array
    engine.tf.tidy(() => {
      const inputsThere = x.inputs(batch)
      weights = bind(softmax, x).weights({ q: inputsThere.q, k: inputsThere.k }) as DeviceReal
      values = weights.tensors.value.dataSync() as Float32Array
    })
    const { inRow, rel, abs } = weights.bound
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
