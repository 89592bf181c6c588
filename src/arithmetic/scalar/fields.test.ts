import { describe, expect, test } from 'vitest'
import { ATOM_CASES } from '../../engine/conformance/atom-cases.ts'
import { COMPOUNDS } from '../../engine/conformance/compound-cases.ts'
import type { AtomCase, OperationCase } from '../../engine/conformance/case.ts'
import { OPERATION_CASES } from '../../engine/conformance/operation-cases.ts'
import { Draws } from '../../generate/draws.ts'
import { recordFormula } from '../../program/formula.ts'
import type { Shapes } from '../../program/program.ts'
import { record } from '../../program/record.ts'
import { sizeOf } from '../../program/shape.ts'
import { Truth } from '../../program/truth.ts'
import { batchOf, type Batch } from '../batch.ts'
import { ExactField } from './exact/exact-field.ts'
import { enclose } from '../interval/enclose.ts'
import { IntervalField } from './interval-field.ts'
import { run as runInIntervals } from '../interval/run.ts'
import { ModularField } from './modular/modular-field.ts'
import { openMpfr } from './mpfr/open-mpfr.ts'
import type { Field } from './field.ts'
import { evaluate, run } from './run.ts'

/** What stands for a number is the field's own matter. */
const anyNumbers = <T>(field: Field<T>) => field as unknown as Field<unknown>
const FIELDS: Record<string, Field<unknown>> = {
  interval: anyNumbers(new IntervalField()),
  exact: anyNumbers(new ExactField()),
  modular: anyNumbers(new ModularField()),
}
const opened = await openMpfr()
if (!('reason' in opened)) FIELDS['mpfr'] = anyNumbers(opened.field(128))
const LANES = 12

const titled = <C extends AtomCase | OperationCase>(cases: Readonly<Record<string, readonly C[]>>) =>
  Object.entries(cases).flatMap(([name, of]) => of.map((item) => [`${name} ${item.title}`, item] as const))

describe.each(Object.entries(FIELDS))('the field %s', (name, field) => {
  test.each(titled({ ...OPERATION_CASES, compound: COMPOUNDS }))(
    'has every entry where the enclosures of arrays have it: %s',
    (_title, { shapes, of }) => {
      const formula = recordFormula(shapes, of)
      for (const [lane, batch] of drawn(shapes)) {
        const { lo, hi, shape } = enclose(formula, batch)
        const value = evaluate(formula.steps, batch, field)[formula.value]
        expect(value.shape).toEqual(shape)
        expect(value.entries.length).toBe(lo.length)
        value.entries.forEach((entry, i) => {
          if (entry === undefined || Number.isNaN(lo[i])) return
          const [low, high] = field.enclosure(entry)
          const where = `lane ${lane} entry ${i}: [${low}, ${high}] and [${lo[i]}, ${hi[i]}]`
          expect(low <= hi[i] && high >= lo[i], where).toBe(true)
        })
      }
    },
  )

  test.each(titled(ATOM_CASES))(
    'decides, and not against the enclosures of arrays: %s',
    (title, { shapes, of }) => {
      const { definition } = record((inputs, x) => ({ claim: of(inputs, x) }), shapes)
      let decided = 0
      for (const [lane, batch] of drawn(shapes)) {
        const said = run(definition, batch, field)
        const both = [said.claim[0], runInIntervals(definition, batch).claim[0]].sort()
        expect(both.join(), `lane ${lane}`).not.toBe(`${Truth.False},${Truth.True}`)
        expect(said.atoms.length).toBe(1)
        if (said.claim[0] === Truth.True || said.claim[0] === Truth.False) decided++
      }
      // Residues limit no rank from above.
      if (name !== 'modular' || !title.startsWith('rankAtMostThatOf')) expect(decided).toBeGreaterThan(0)
    },
  )

  test('knows that numbers which tie on one side only are not in the same order', () => {
    const { definition } = record(({ x, y }) => ({ claim: x.sameOrder(y) }), { x: [3], y: [3] })
    const said = (...rows: [number[], number[]]) => {
      const [x, y] = rows.map((row) => ({ shape: [3], data: Float32Array.from(row) }))
      return run(definition, batchOf([{ inputs: { x, y } }]), field).claim[0]
    }
    expect(said([1, 1, 2], [3, 4, 5])).toBe(Truth.False)
    expect(said([1, 2, 3], [3, 3, 5])).toBe(Truth.False)
    expect(said([1, 1, 2], [3, 3, 5])).toBe(Truth.True)
    expect(said([2, 1, 3], [4, 3, 5])).toBe(Truth.True)
  })
})

/** Cases one at a time: small integers, which tie, in every other one. */
function* drawn(shapes: Shapes): Iterable<[lane: number, batch: Batch]> {
  const draws = new Draws({ nextInt: () => 31 })
  for (let lane = 0; lane < LANES; lane++) {
    const number = () => (lane % 2 === 0 ? draws.below(5) - 2 : draws.normal())
    const inputs = Object.entries(shapes).map(([name, shape]) => [
      name,
      { shape, data: Float32Array.from({ length: sizeOf(shape) }, number) },
    ])
    yield [lane, batchOf([{ inputs: Object.fromEntries(inputs) }])]
  }
}

test('an equality of more entries than a call takes arguments stays open, with a width', () => {
  const n = 2 ** 18
  const { definition } = record(({ a }) => ({ claim: a.div(3).mul(3).equal(a).all() }), { a: [n] })
  const batch = batchOf([{ inputs: { a: { shape: [n], data: new Float32Array(n).fill(0.5) } } }])
  expect(run(definition, batch, new IntervalField()).claim[0]).toBe(Truth.Consistent)
})
