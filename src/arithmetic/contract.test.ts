import { describe, expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { recordFormula, type Formula } from '../program/formula.ts'
import { OPERATIONS } from '../program/operations.ts'
import { sizeOf, type Shape } from '../program/shape.ts'
import { lanesOf, type Batch } from './batch.ts'
import { CASES, type Case } from './contract-cases.fixture.ts'
import { compute } from './device/compute.ts'
import type { Mode } from './device/context.ts'
import { errorOf } from './device/errors.ts'
import { ExactField } from './scalar/exact/exact-field.ts'
import { enclose } from './interval/enclose.ts'
import { IntervalField } from './scalar/interval-field.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import { computed, entriesOf, plain } from './plain.fixture.ts'
import type { Field } from './scalar/field.ts'
import { evaluate } from './scalar/run.ts'

/** The shape that an arithmetic gives, and limits on each entry of each lane, lane by lane. */
interface Limits {
  readonly shape: Shape
  readonly limits: readonly (readonly [number, number])[]
}

type Arithmetic = (formula: Formula, batch: Batch) => Limits | Promise<Limits>

const onDevice =
  (name: string, mode: Mode): Arithmetic =>
  async (formula, batch) => {
    const { engine } = await startEngine(name)
    const array = await compute(formula, batch, engine, mode)
    const size = sizeOf(array.shape)
    const limits = eachEntry(array.lanes, batch.lanes, size, (at, lane): [number, number] => {
      const error = errorOf(array, lane, at)
      return [array.values[at] - error, array.values[at] + error]
    })
    return { shape: array.shape, limits }
  }

const inIntervals: Arithmetic = (formula, batch) => {
  const { shape, lanes, lo, hi } = enclose(formula, batch)
  return { shape, limits: eachEntry(lanes, batch.lanes, sizeOf(shape), (at) => [lo[at], hi[at]]) }
}

const inField =
  <T>(field: Field<T>): Arithmetic =>
  ({ steps, value }, batch) => {
    const arrays = Array.from(
      { length: batch.lanes },
      (_, lane) => evaluate(steps, lanesOf(batch, lane, lane + 1), field)[value],
    )
    const limits = arrays.flatMap(({ entries }) =>
      entries.map((entry) => (entry === undefined ? ([NaN, NaN] as const) : field.enclosure(entry))),
    )
    return { shape: arrays[0].shape, limits }
  }

/** One lane stands for all of them where there is only one. */
const eachEntry = <T>(from: number, lanes: number, size: number, of: (at: number, lane: number) => T): T[] =>
  Array.from({ length: lanes * size }, (_, i) => of(from === 1 ? i % size : i, Math.floor(i / size)))

const ARITHMETICS: Record<string, Arithmetic> = {
  'device on cpu, static bound': onDevice('cpu', 'static'),
  'device on cpu, running bound': onDevice('cpu', 'running'),
  'device on wasm, static bound': onDevice('wasm', 'static'),
  'device on wasm, running bound': onDevice('wasm', 'running'),
  interval: inIntervals,
  'field of intervals': inField(new IntervalField()),
  'exact field': inField(new ExactField()),
}
const mpfr = await openMpfr()
if ('field' in mpfr) ARITHMETICS['MPFR field'] = inField(mpfr.field(128))
else test.skip('MPFR field: needs the optional package gmp-wasm', () => {})

const LANES = 3

/**
 * Numbers of 24 bits and of sizes from 1 to 2, those of p positive: what is added and multiplied here has a float64
 * result, which float32 rounds; everything else is rounded once.
 */
function batchFor(shapes: Case['shapes']): Batch {
  const names = Object.keys(shapes)
  const numbers = (name: string, nth: number) =>
    Float32Array.from({ length: LANES * sizeOf(shapes[name]) }, (_, i) => {
      const size = 1 + (((i + 1) * Math.SQRT2 + nth * Math.E) % 1)
      return name !== 'p' && (i + nth) % 3 === 0 ? -size : size
    })
  const data = Object.fromEntries(names.map((name, nth) => [name, numbers(name, nth)]))
  return { lanes: LANES, names, shapes, data }
}

test('every operation has cases, and they write it down', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(OPERATIONS).sort())
  for (const [name, cases] of Object.entries(CASES)) {
    for (const [title, { shapes, of }] of Object.entries(cases))
      expect(
        recordFormula(shapes, of).steps.map(({ op }) => op),
        `${name} ${title}`,
      ).toContain(name)
  }
})

describe.each(Object.entries(ARITHMETICS))('%s', (_, arithmetic) => {
  for (const [name, cases] of Object.entries(CASES)) {
    test.each(Object.entries(cases))(`${name}: %s`, async (_title, { shapes, of, shape }) => {
      const batch = batchFor(shapes)
      const formula = recordFormula(shapes, of)
      expect(formula.steps[formula.value].shape).toEqual(shape)
      const found = await arithmetic(formula, batch)
      expect(found.shape).toEqual(shape)
      const should = Array.from({ length: LANES }, (_, lane) => {
        const { data } = lanesOf(batch, lane, lane + 1)
        const inputs = batch.names.map((input) => [input, plain(shapes[input], data[input])] as const)
        return entriesOf(computed(formula, Object.fromEntries(inputs)))
      }).flat()
      expect(should.length).toBe(LANES * sizeOf(shape))
      expect(found.limits.length).toBe(should.length)
      found.limits.forEach(([lo, hi], at) => {
        expect(lo).toBeLessThanOrEqual(should[at])
        expect(hi).toBeGreaterThanOrEqual(should[at])
        expect(hi - lo).toBeLessThan(Infinity)
      })
    })
  }
})
