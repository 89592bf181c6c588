import { describe, expect, test } from 'vitest'
import type { Mode } from '../arithmetic/device/context.ts'
import { run } from '../arithmetic/device/run.ts'
import { run as enclosuresRun } from '../arithmetic/interval/run.ts'
import { startEngine } from '../engine/start.ts'
import { recordFormula } from '../program/formula.ts'
import { record } from '../program/record.ts'
import { Truth } from '../program/truth.ts'
import { bind, type QueriesKeysAndValues, type Subject } from './attention.ts'
import { elu1, exponential, hedgehog, identity, relu, taylor2 } from './feature-map.ts'
import { linear, type LinearOptions } from './linear.ts'
import { batchOfRows, expectExactly, over, shares, type Rows, type Worked } from './worked.fixture.ts'

const causalForms: LinearOptions[] = [{ mask: 'causal' }, { form: 'recurrent', mask: 'causal' }]
const forms: LinearOptions[] = [{}, { form: 'associative' }, ...causalForms]

const WORKED: Record<string, Worked> = {
  'relu: one-hot': { subject: linear(relu), q: '1 -1', k: '1 0; -1 5; -1 2', is: over(1, 1, 0, 0) },
  'relu: three one-hot rows among five keys': {
    ...{ subject: linear(relu), q: '1 0 0; 0 1 0; 0 0 1', k: '1 0 0; 0 1 0; 0 0 1; -1 -1 -1; -1 -1 -1' },
    is: over(1, ...[1, 0, 0, 0, 0], ...[0, 1, 0, 0, 0], ...[0, 0, 1, 0, 0]),
  },
  'relu, causal': {
    ...{ subject: linear(relu, { mask: 'causal' }), q: '2; 1; 2', k: '1; 3; -1' },
    is: over(4, ...[4, 0, 0], ...[1, 3, 0], ...[1, 3, 0]),
  },
  'relu, causal, unnormalised': {
    ...{ subject: linear(relu, { mask: 'causal', normalised: false }), q: '-1; 1; 2', k: '1; 1; -1' },
    is: over(1, ...[0, 0, 0], ...[1, 1, 0], ...[2, 2, 0]),
  },
  'id: a negative weight': { subject: linear(identity), q: '1', k: '-1; 2', is: over(1, -1, 2) },
  'id: an output outside of the hull': {
    ...{ subject: linear(identity), ask: 'output', q: '1', k: '-1; 2', v: '0; 1' },
    is: over(1, 2),
  },
  'id: a negative sum reverses the order': {
    ...{ subject: linear(identity), q: '1', k: '-1; -2' },
    is: over(3, 1, 2),
  },
  'id: keys translated': { subject: linear(identity), q: '1 0', k: '4 0; 4 1; 5 0', is: over(13, 4, 4, 5) },
  'id: one gradient step': {
    ...{ subject: linear(identity, { form: 'associative', normalised: false }), ask: 'output' },
    ...{ q: '1', k: '1; 2', v: '0.125; 0.375', is: over(8, 7) },
  },
  'elu1 at q = 0': { subject: linear(elu1), q: '0', k: '0; 1', is: over(3, 1, 2) },
  'elu1 of unit vectors': { subject: linear(elu1), q: '1 0', k: '1 0; 0 1', is: over(9, 5, 4) },
  'elu1: keys translated': {
    ...{ subject: linear(elu1, { form: 'associative' }), q: '1 0', k: '4 0; 3 1' },
    is: over(21, 11, 10),
  },
  'elu1, unnormalised': {
    ...{ subject: linear(elu1, { normalised: false }), ask: 'output', q: '0', k: '0; 1', v: '0; 1' },
    is: over(1, 2),
  },
  'elu1: update before read-out': {
    ...{ subject: linear(elu1, { form: 'recurrent', mask: 'causal' }), ask: 'output' },
    ...{ q: '0; 0', k: '0; 0', v: '0; 1', is: over(2, 0, 1) },
  },
  'recurrent, more queries than keys: the last state is read again': {
    ...{ subject: linear(relu, { form: 'recurrent', mask: 'causal' }), ask: 'output' },
    ...{ q: '1; 1; 2; 1', k: '1; 3', v: '0; 1', is: over(4, 0, 3, 3, 3) },
  },
  'recurrent, fewer queries than keys': {
    ...{ subject: linear(relu, { form: 'recurrent', mask: 'causal' }), q: '1; 1', k: '1; 3; 4' },
    is: over(4, ...[4, 0, 0], ...[1, 3, 0]),
  },
  'taylor2 of unit vectors': { subject: linear(taylor2), q: '1 0', k: '1 0; 0 1', is: over(7, 5, 2) },
  'taylor2 at 2q': { subject: linear(taylor2), q: '2 0', k: '1 0; 0 1', is: over(6, 5, 1) },
  'taylor2: keys translated': { subject: linear(taylor2), q: '1 0', k: '4 0; 3 1', is: over(43, 26, 17) },
  'exp of unit vectors': {
    ...{ subject: linear(exponential), q: '1 0', k: '1 0; 0 1' },
    is: shares((x) =>
      x
        .constant([2, 1])
        .exp()
        .add(x.constant([0, 1]).exp()),
    ),
  },
  'hedgehog by hyperbolic cosines': {
    ...{ subject: linear(hedgehog), q: '1 -1', k: '1 0; 0 1' },
    is: shares((x) => {
      const cosh2 = (s: number[]) => x.constant(s).exp().add(x.constant(s).neg().exp())
      return cosh2([2, 1]).add(cosh2([1, 0]))
    }),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

describe('a normaliser that is zero', () => {
  /** That the case is one, and what is said of it: on each engine with each bound, and in enclosures. */
  async function said(subject: Subject, ...rows: Rows[]) {
    const batch = batchOfRows(...rows)
    const { implementation, definition } = record(
      (inputs, x) => ({
        claim: bind(subject, x)
          .output(inputs as unknown as QueriesKeysAndValues)
          .sum()
          .equal(1),
      }),
      batch.shapes,
    )
    const found = []
    for (const name of ['cpu', 'wasm']) {
      const { engine } = await startEngine(name)
      for (const mode of ['static', 'running'] satisfies Mode[])
        found.push(await run(implementation, batch, engine, mode))
    }
    return { device: found, enclosures: enclosuresRun(definition, batch) }
  }

  test.each<[string, LinearOptions[], typeof relu, Rows]>([
    ['relu, q ≤ 0', forms, relu, { q: '-1 0; -2 -3', k: '1 2; 3 4', v: '1; 1' }],
    ['id, scores that cancel', forms.slice(0, 2), identity, { q: '1', k: '-2; 2', v: '1; 1' }],
    ['id, the first causal row alone', causalForms, identity, { q: '1; 1', k: '0; 2', v: '1; 1' }],
  ])('%s: no case, in both readings', async (_, options, map, rows) => {
    for (const subject of options.map((option) => linear(map, option))) {
      const { device, enclosures } = await said(subject, rows)
      expect([...enclosures.hypothesis], subject.name).toEqual([Truth.False])
      for (const { float32, reals } of device) {
        expect([...float32.hypothesis], subject.name).toEqual([Truth.False])
        // The device may leave it open.
        expect(reals.hypothesis[0]).not.toBe(Truth.True)
      }
    }
  })

  test('a case with another one is judged', async () => {
    for (const subject of forms.flatMap((option) => [linear(relu, option), linear(identity, option)])) {
      const { device, enclosures } = await said(subject, { q: '1; 1', k: '1; 3', v: '0.25; 0.75' })
      for (const { hypothesis, claim } of [enclosures, ...device.map(({ float32 }) => float32)]) {
        expect([...hypothesis], subject.name).toEqual([Truth.True])
        expect([...claim], subject.name).not.toContain(Truth.Undecided)
      }
    }
  })

  test('a lane without a case does not spoil its neighbours', async () => {
    const { device } = await said(
      linear(identity),
      { q: '1', k: '-2; 2', v: '1; 1' },
      { q: '1', k: '1; 3', v: '1; 1' },
    )
    for (const { float32 } of device) {
      expect([...float32.hypothesis]).toEqual([Truth.False, Truth.True])
      expect(float32.claim[1]).toBe(Truth.True)
    }
  })
})

test.each(causalForms)('as many rows as queries, in what is run too: %o', (options) => {
  for (const map of [relu, elu1])
    for (const normalised of [true, false])
      for (const [queries, keys] of [
        [4, 2],
        [1, 3],
        [0, 2],
      ])
        for (const part of ['definition', 'implementation'] as const) {
          const shapes = { q: [queries, 2], k: [keys, 2], v: [keys, 3] }
          const subject = linear(map, { ...options, normalised })
          const { steps, value } = recordFormula(
            shapes,
            (inputs, x) => bind(subject, x).output(inputs as unknown as QueriesKeysAndValues),
            part,
          )
          expect(steps[value].shape).toEqual([queries, 3])
        }
})

test.each<[LinearOptions, string]>([
  [{ form: 'associative', mask: 'causal' }, 'the associative form has no mask'],
  [{ form: 'associative', mask: () => true }, 'the associative form has no mask'],
  [{ form: 'recurrent' }, "say mask: 'causal'"],
  [{ form: 'recurrent', mask: () => true }, "say mask: 'causal'"],
  [{ form: 'linear' as 'recurrent' }, 'there is no form linear of linear attention; give quadratic, assoc'],
  [{ form: 'toString' as 'recurrent' }, 'there is no form toString'],
  [{ mask: 'casual' as 'causal' }, 'there is no mask casual'],
])('options that do not fit: %o', (options, message) => {
  expect(() => linear(elu1, options)).toThrow(RangeError)
  expect(() => linear(elu1, options)).toThrow(message)
})

test('its name tells its options', () => {
  expect(linear(relu).name).toBe('linear(relu)')
  expect(linear(relu, { mask: () => true }).name).toBe('linear(relu, masked)')
  expect(linear(elu1, { form: 'recurrent', mask: 'causal', normalised: false }).name).toBe(
    'linear(elu1, recurrent, causal, unnormalised)',
  )
})
