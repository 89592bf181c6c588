import { describe, expect, it } from 'vitest'
import { batchOf, type Case } from '../arithmetic/batch.ts'
import { bind } from '../attention/attention.ts'
import { FEATURE_MAPS } from '../attention/feature-map.ts'
import { FLOAT64 } from '../judge/scalar-tiers.ts'
import { record } from '../program/record.ts'
import type { Real } from '../program/real.ts'
import { comparedBy } from '../program/statement.ts'
import { declaredFrom } from './declared-from.ts'
import { declaredSubject } from './declared-subject.ts'
import type { Definition } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { State } from './honest-range.ts'
import type { Lanes } from './lanes.ts'
import { modelOf } from './model.ts'

const wavy = (count: number, start: number, size: number) =>
  Float32Array.from({ length: count }, (_, at) => size * Math.sin((start + at) * 1.7 + (at % 5)))

/** One lane of one head. */
function lane(queries: number, keys: number, width: number, size: number): Lanes {
  return {
    ...{ lanes: 1, queries, keys, width, valueWidth: 3, queryHeads: 1, keyHeads: 1 },
    q: wavy(queries * width, 1, size),
    k: wavy(keys * width, 50, size),
    v: wavy(keys * 3, 90, 2),
    mask: Uint8Array.from({ length: queries * keys }, (_, at) => (at % 3 === 1 ? 0 : 1)),
  }
}

/** Enclosures of what the subject of claims computes, which shares no code with the model. */
function enclosures(definition: Definition, one: Lanes, of: 'weights' | 'output'): [number, number][] {
  const { queries, keys, width, valueWidth } = one
  const item: Case = {
    inputs: {
      q: { shape: [queries, width], data: one.q },
      k: { shape: [keys, width], data: one.k },
      v: { shape: [keys, valueWidth], data: one.v },
    },
  }
  const shapes = Object.fromEntries(Object.entries(item.inputs).map(([name, { shape }]) => [name, shape]))
  const subject = declaredSubject(declaredFrom(definition), {
    given: (query, key) => one.mask![query * keys + key] !== 0,
  })
  const program = record((inputs, x) => {
    const attention = bind(subject, x)
    const computed = attention[of](inputs as Record<'q' | 'k' | 'v', Real>)
    return { claim: computed.atMost(0).all() }
  }, shapes).definition
  return FLOAT64.judge(program, batchOf([item]), ({ atoms, values }, field) => {
    const [value] = comparedBy(atoms.at(-1)!.atom)
    return values[value].entries.map((entry): [number, number] =>
      entry === undefined ? [-Infinity, Infinity] : [...field.enclosure(entry)],
    )
  })
}

const DEFINITIONS: readonly Definition[] = [
  { as: 'softmax' },
  { as: 'softmax', scale: 'none', mask: 'causal' },
  { as: 'softmax', scale: 0.3, mask: 'causal:end' },
  { as: 'softmax', mask: 'window:2' },
  { as: 'softmax', mask: 'given' },
  { as: 'softmax', mask: 'causal', position: 'alibi' },
  { as: 'softmax', position: 'rotary' },
  { as: 'softmax', mask: 'causal:end', position: 'rotary:halves' },
  ...FEATURE_MAPS.map(({ name }): Definition => ({ as: `linear(${name})`, mask: 'causal' })),
  { as: 'linear(elu1, unnormalised)' },
]

describe.each(DEFINITIONS)('%j', (definition) => {
  it.each([
    [4, 4, 4, 1],
    [2, 5, 4, 2],
    [3, 5, 2, 0.1],
  ])(
    '%d queries, %d keys of width %d and size %d: values lie in the enclosures of the subject',
    (...extents) => {
      const one = lane(...extents)
      const found = evaluate(modelOf(declaredFrom(definition)), one, { weights: true, output: true })
      for (const of of ['weights', 'output'] as const) {
        const { value, low, high, state } = found[of]!
        const limits = enclosures(definition, one, of)
        expect(limits).toHaveLength(value.length)
        limits.forEach(([least, most], at) => {
          if (state[at] !== State.Bounded) return
          expect(low[at]).toBeLessThanOrEqual(value[at])
          expect(high[at]).toBeGreaterThanOrEqual(value[at])
          // What float64 rounds off is at most 2^-29 of what float32 may.
          const off = (high[at] - low[at]) * 2 ** -29
          expect(value[at] - off).toBeLessThanOrEqual(most)
          expect(value[at] + off).toBeGreaterThanOrEqual(least)
        })
      }
    },
  )
})
