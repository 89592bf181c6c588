import { describe, expect, test } from 'vitest'
import { catalogue } from '../../claim/catalogue.ts'
import { declaredFrom } from '../declared-from.ts'
import type { Definition } from '../definition.ts'
import type { Computation } from '../honest-head.fixture.ts'
import { examinedFrom, honest } from '../honest.fixture.ts'
import { outsideHonest } from '../outside-honest.ts'
import { examineProperties } from './examine-properties.ts'
import type { PropertyRow } from './property-row.ts'

async function rowsFor(definition: Definition, how: Computation = {}, cases = 12): Promise<PropertyRow[]> {
  const declared = declaredFrom(definition)
  return examineProperties({
    examined: examinedFrom('fixture', honest(declared, how)),
    declared,
    claims: await Promise.all(catalogue.list().map((entry) => entry.load())),
    ...{ cases, seed: 1 },
    outsideHonest: outsideHonest(declared),
  })
}

const SOUND: [Definition, Computation?][] = [
  [{ as: 'softmax' }, { form: 'online', block: 2 }],
  [{ as: 'softmax', mask: 'causal', scale: 'none' }],
  [{ as: 'softmax', mask: 'causal:end' }, { backwards: true }],
  [{ as: 'softmax', mask: 'window:3' }],
  [{ as: 'softmax', mask: 'given', heads: '4:2' }],
  [{ as: 'softmax', position: 'alibi', heads: 2 }],
  [{ as: 'softmax', position: 'rotary:halves' }],
  [{ as: 'softmax', precision: 'float16', accumulate: 'float32' }],
  [{ as: 'softmax', precision: 'bfloat16', accumulate: 'bfloat16' }],
  [{ as: 'linear(elu1)' }, { form: 'recurrent' }],
  [{ as: 'linear(relu)', mask: 'causal' }],
  [{ as: 'linear(id)' }],
  [{ as: 'linear(hedgehog)' }, { form: 'late' }],
  [{ as: 'linear(taylor2)', precision: 'float16' }],
  [{ as: 'linear(exp, unnormalised)' }],
]
describe.each(SOUND)('%o, computed by %o', (definition, how) => {
  test('rounding explains what the claims say of it, and each says why where it says nothing', async () => {
    const rows = await rowsFor(definition, how)
    for (const row of rows) {
      expect(row).not.toHaveProperty('error')
      expect(row, JSON.stringify(row)).not.toMatchObject({ beyondRounding: true })
    }
    expect(rows.filter((row) => 'reals' in row).length).toBeGreaterThan(0)
  })
})

const MISTAKES: [string, Definition, Computation][] = [
  ['1e-3 in the normaliser', { as: 'softmax' }, { change: { epsilon: 1e-3 } }],
  ['no normaliser', { as: 'linear(elu1)' }, { change: { normaliser: 'none' } }],
  ['a normaliser over the queries', { as: 'softmax', mask: 'causal' }, { change: { normaliser: 'queries' } }],
  ['a negative temperature', { as: 'softmax' }, { change: { scale: () => -1 } }],
  [
    'a hidden own key',
    { as: 'softmax', mask: 'causal' },
    { change: { allows: (query, key) => key < query || (query === 0 && key === 0) } },
  ],
]
test.each(MISTAKES)('%s is beyond rounding wherever a claim notices it', async (_, definition, how) => {
  const rows = await rowsFor(definition, how)
  expect(rows.some((row) => 'returned' in row && row.beyondRounding === true)).toBe(true)
})
