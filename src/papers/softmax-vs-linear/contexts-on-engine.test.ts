import { expect, test } from 'vitest'
import { enclosed } from '../../arithmetic/interval/enclose.ts'
import { bind } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { startEngine } from '../../engine/start.ts'
import { distinctContexts } from './contexts-on-engine.ts'
import { contexts } from './four-layer-network.ts'
import type { SelfAttentionData } from './seed-data.ts'

const DATA: SelfAttentionData = { n: 120, d: 12, a: [12, 10], b: [2, 10], c: [8, 10], needle: 17 }

test.each([['softmax', softmax] as const, ['linear', linear(identity)] as const])(
  '%s: n rows are two different ones, and within their bound of the definition',
  async (_, subject) => {
    const { engine } = await startEngine('wasm')
    const before = engine.tf.memory().numTensors
    const found = await distinctContexts(DATA, subject, engine)
    expect(engine.tf.memory().numTensors).toBe(before)
    expect(found.rows.length).toBe(2)
    const { lo, hi } = enclosed((x) => contexts(DATA, bind(subject, x), x))
    // The needle's row is the first of the definition's two, and comes second where it is not row 0.
    found.rows.forEach((row, i) => {
      let off = 0
      row.forEach((entry, at) => {
        const from = (1 - i) * DATA.d + at
        off += Math.max(0, lo[from] - entry, entry - hi[from])
      })
      expect(off).toBeLessThanOrEqual(found.errors[i])
      expect(found.errors[i]).toBeLessThan(1e-3)
    })
  },
)
