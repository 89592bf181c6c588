import { describe, expect, it } from 'vitest'
import { compare } from './conformity.ts'
import { declaredFrom } from './declared-from.ts'
import type { Declared } from './declared.ts'
import { examinedFrom, honest } from './honest.fixture.ts'
import type { Computation } from './honest-head.fixture.ts'
import type { Lanes } from './lanes.ts'
import { modelOf } from './model.ts'

const softmax = declaredFrom({ as: 'softmax', mask: 'causal', heads: '4:2' })

/** Numbers that are no dyadic fractions of few digits, between -2 and 2. */
function numbers(count: number, start: number): Float32Array {
  return Float32Array.from({ length: count }, (_, at) => 2 * Math.sin((start + at) * 1.7 + (at % 5)))
}

const lanes: Lanes = {
  lanes: 2,
  queries: 5,
  keys: 5,
  width: 4,
  valueWidth: 3,
  queryHeads: 4,
  keyHeads: 2,
  q: numbers(2 * 5 * 4 * 4, 1),
  k: numbers(2 * 5 * 2 * 4, 200),
  v: numbers(2 * 5 * 2 * 3, 300),
}

const linear = { featureMap: 'elu1', normalised: true }
const deviations = async (declared: Declared, how: Computation) => {
  const answer = await examinedFrom('fixture', honest(declared, how)).answer(lanes)
  return compare(modelOf(declared), lanes, answer).deviations.length
}

describe('the honest fixture', () => {
  it.each<[Partial<Declared>, Computation]>([
    [{}, {}],
    [{}, { form: 'late', backwards: true }],
    [{}, { form: 'online', block: 2 }],
    [{ position: { kind: 'alibi' } }, {}],
    [{ position: { kind: 'rotary', base: 10000, pairs: 'halves' } }, {}],
    [{ position: { kind: 'rotary', base: 10000, pairs: 'neighbours' } }, {}],
    [{ mask: { kind: 'window', size: 2, aligned: 'start' } }, {}],
    [{ mechanism: linear, scale: 'none' }, {}],
    [{ mechanism: linear, scale: 'none' }, { form: 'recurrent' }],
    [{ mechanism: { featureMap: 'elu1', normalised: false }, scale: 'none' }, { form: 'recurrent' }],
  ])('conforms to %j by %j', async (change, how) => {
    expect(await deviations({ ...softmax, ...change }, how)).toBe(0)
  })

  it.each<[Computation]>([
    [{ change: { scale: (width) => 1 / width } }],
    [{ change: { normaliser: 'queries' } }],
    [{ change: { normaliser: 'none' } }],
    [{ change: { epsilon: 1e-3 } }],
    [{ change: { allows: (query, key) => key < query || key === 0 } }],
    [{ change: { keyHead: (head, { keyHeads }) => head % keyHeads } }],
  ])('deviates in every lane by %o', async (how) => {
    expect(await deviations(softmax, how)).toBe(2)
  })
})
