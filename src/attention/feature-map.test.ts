import { describe, expect, test } from 'vitest'
import { againstEnclosures } from '../engine/conformance/against-enclosures.ts'
import { arrayInIntervals, arrayOnDevice } from '../engine/conformance/both-arithmetics.ts'
import { startEngine } from '../engine/start.ts'
import { recordFormula } from '../program/formula.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { elu1, FEATURE_MAPS, kernelOf } from './feature-map.ts'
import { linear } from './linear.ts'
import { mechanism } from './mechanism.ts'
import { batchOfRows, expectExactly } from './worked.fixture.ts'

const NAMED = FEATURE_MAPS.map((map) => [map.name, map] as const)

test.each(NAMED)('%s: as many features as it states, on all sides', (_, map) => {
  const shapeOf = (width: number, of: (rows: Real, x: Recorder) => Real) => {
    const { steps, value } = recordFormula({ rows: [3, width] }, ({ rows }, x) => of(rows, x))
    return steps[value].shape
  }
  for (let width = 1; width <= 4; width++) {
    for (const of of [map.define.queries, map.define.keys, map.compute])
      expect(shapeOf(width, of)).toEqual([3, map.dimension(width)])
  }
})

/** φ(0.5, -1) · ψ(2, 0.25), of which the products are 1 and -1/4. */
const KERNELS: Record<string, (x: Recorder) => Real> = {
  id: (x) => x.constant([0.75]),
  relu: (x) => x.constant([1]),
  elu1: (x) => x.constant([-1]).exp().mul(1.25).add(4.5),
  exp: (x) => x.constant([2.5, -0.75]).exp().sum(),
  hedgehog: (x) => x.constant([2.5, -0.75, -2.5, 0.75]).exp().sum(),
  taylor2: (x) => x.constant([1 + 0.75 + 0.75 ** 2 / 2]),
}
test.each(NAMED)('%s: the kernel is what its formula says', (name, map) => {
  const subject = linear(map, { normalised: false })
  expectExactly({ subject, q: '0.5 -1', k: '2 0.25', is: KERNELS[name] })
})

test.each(NAMED)('%s: its kernel is told by its map alone', (name, map) => {
  const subject = mechanism(name, ({ q, k }, x) => kernelOf(map, { q, k }, x))
  expectExactly({ subject, q: '0.5 -1', k: '2 0.25', is: KERNELS[name] })
})

describe.each(['cpu', 'wasm'])('elu1 far below zero on %s', (name) => {
  test('stays positive where expm1(x) + 1 rounds to 0', async () => {
    const { engine } = await startEngine(name)
    const batch = batchOfRows({ q: '-17.4', k: '0' })
    const { values } = await arrayOnDevice(engine, 'running', batch, ({ q }, x) => elu1.compute(q, x))
    expect(values[0]).toBeGreaterThan(2.7e-8)
    const { tf } = engine
    const [literal] = tf.tidy(() => [...tf.add(tf.expm1(tf.tensor1d([-17.4])), 1).dataSync()])
    expect(literal).toBe(0)
  })

  test('so that the normaliser is not zero, and the weights are right', async () => {
    const { engine } = await startEngine(name)
    const batch = batchOfRows({ q: '-20', k: '-20; -21' })
    const truth = arrayInIntervals(batch, ({ q, k }, x) => linear(elu1).definition(x).weights({ q, k }))
    const weights = await arrayOnDevice(engine, 'running', batch, ({ q, k }, x) =>
      linear(elu1).implementation(x).weights({ q, k }),
    )
    expect(againstEnclosures(weights, truth, 1)).toMatchObject({ bounded: 2, escapes: [] })
  })
})
