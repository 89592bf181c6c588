import { expect, test } from 'vitest'
import { compute } from '../arithmetic/device/compute.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import { startEngine } from '../engine/start.ts'
import { recordFormula } from '../program/formula.ts'
import { bind, type QueriesKeysAndValues } from './attention.ts'
import { mechanism } from './mechanism.ts'
import { softmax, softmaxAttention } from './softmax.ts'
import { batchOfRows, expectExactly, over, shares, type Worked } from './worked.fixture.ts'

const ofLogarithms = mechanism('softmax(log k)', ({ q, k }, x) =>
  softmax.definition(x).weights({ q, k: k.log() }),
)

const WORKED: Record<string, Worked> = {
  'equal scores': { subject: softmax, q: '0', k: '1; 2; 3', is: over(3, 1, 1, 1) },
  'scores 0 and 1': { subject: softmax, q: '1', k: '0; 1', is: shares((x) => x.constant([0, 1]).exp()) },
  'logarithms of 1, 2, 3': { subject: ofLogarithms, q: '1', k: '1; 2; 3', is: over(6, 1, 2, 3) },
  'an output': {
    ...{ subject: softmax, ask: 'output', q: '1', k: '0; 2', v: '0; 1' },
    is: (x) => x.constant(2).exp().div(x.constant(2).exp().add(1)),
  },
  'causal outputs': {
    ...{ subject: softmaxAttention({ mask: 'causal' }), ask: 'output', q: '0; 1', k: '0; 1', v: '0; 1' },
    is: (x) => x.constant([0, 1]).mul(x.constant(1).exp().div(x.constant(1).exp().add(1))),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test('logits 60 and -60: float32 copies a value, the reals do not', async () => {
  const batch = batchOfRows({ q: '1', k: '60; -60', v: '0.3; 7' })
  const weights = recordFormula(batch.shapes, ({ q, k }, x) => bind(softmax, x).weights({ q, k }))
  expect(enclose(weights, batch).lo[1]).toBeGreaterThan(0)
  const output = recordFormula(
    batch.shapes,
    (inputs, x) => bind(softmax, x).output(inputs as unknown as QueriesKeysAndValues),
    'implementation',
  )
  for (const name of ['cpu', 'wasm']) {
    const { engine } = await startEngine(name)
    expect([...(await compute(output, batch, engine)).values]).toEqual([Math.fround(0.3)])
  }
})

test('its name tells its options', () => {
  expect(softmax.name).toBe('softmax')
  expect(softmaxAttention({ scale: 'inverse-sqrt-width' }).name).toBe('softmax(scale 1/√d)')
  expect(softmaxAttention({ scale: 0.3, mask: 'causal' }).name).toBe('softmax(scale 0.3, causal)')
  expect(softmaxAttention({ mask: () => true }).name).toBe('softmax(masked)')
})
