import { describe, expect, test } from 'vitest'
import { CASES } from '../../engine/conformance/all-cases.ts'
import { COMPOUNDS } from '../../engine/conformance/compound-cases.ts'
import { Draws } from '../../generate/draws.ts'
import { ExactField } from '../exact/exact-field.ts'
import { IntervalReal } from '../interval/interval-array.ts'
import { IntervalArithmetic } from '../interval/interval-tier.ts'
import { openMpfr } from '../mpfr/open-mpfr.ts'
import { IntervalField } from '../interval/interval-field.ts'
import { Proposition } from '../proposition.ts'
import { sizeOf } from '../../program/shape.ts'
import { statementOf, TraceArithmetic, type TraceReal } from '../trace/trace-real.ts'
import { Truth } from '../../program/truth.ts'
import { runSteps } from './evaluate.ts'
import type { Field } from './field.ts'
import { judgeProgram } from './judge.ts'

const FIELDS: Record<string, Field<unknown>> = {
  interval: new IntervalField(),
  exact: new ExactField(),
}
const opened = await openMpfr()
if (!('reason' in opened)) FIELDS['mpfr'] = opened.field(128)
const LANES = 12
const ALL = [
  ...Object.entries(CASES).flatMap(([name, cases]) => cases.map((item) => ({ ...item, name }))),
  ...COMPOUNDS.map((item) => ({ ...item, name: 'compound' })),
]

describe.each(Object.entries(FIELDS))('the field %s', (_, field) => {
  test.each(ALL.map((item) => [`${item.name} ${item.title}`, item] as const))(
    'agrees with the array tier on %s, written down',
    (_title, { shapes, of }) => {
      const draws = new Draws({ nextInt: () => 31 })
      for (let lane = 0; lane < LANES; lane++) {
        const inputs = Object.fromEntries(
          Object.entries(shapes).map(([name, shape]) => [
            name,
            { shape, data: numbers(draws, sizeOf(shape), lane) },
          ]),
        )
        const x = new IntervalArithmetic()
        const arrays = Object.fromEntries(
          Object.entries(inputs).map(([name, { shape, data }]) => [
            name,
            IntervalReal.float32(1, shape, data),
          ]),
        )
        const found = of(arrays, x)
        const t = new TraceArithmetic()
        const traced = of(t.inputs(shapes), t)
        if (found instanceof Proposition) {
          const claim = statementOf(traced as Proposition)
          const { atoms } = judgeProgram({ steps: t.steps, hypotheses: [], claim }, inputs, field)
          const { truth } = found.judge('reals')
          const said = judgeProgram({ steps: t.steps, hypotheses: [], claim }, inputs, field).claim
          const should = [...truth].reduce((a, b) => Math.min(a, b), 3)
          expect(atoms.length).toBeGreaterThan(0)
          expect([said, should].sort().join(), `lane ${lane}`).not.toBe(`${Truth.False},${Truth.True}`)
          continue
        }
        const { lo, hi, shape } = found as unknown as IntervalReal
        const value = runSteps({ steps: t.steps }, inputs, field)[(traced as unknown as TraceReal).value]
        expect(value.shape).toEqual([...shape])
        value.entries.forEach((entry, i) => {
          if (entry === undefined || Number.isNaN(lo[i])) return
          const [low, high] = field.enclosure(entry)
          expect(
            low <= hi[i] && high >= lo[i],
            `lane ${lane} entry ${i}: [${low}, ${high}] and [${lo[i]}, ${hi[i]}]`,
          ).toBe(true)
        })
      }
    },
  )
})

/** Small integers, which tie, in every other lane. */
function numbers(draws: Draws, size: number, lane: number): Float32Array {
  return Float32Array.from({ length: size }, () => (lane % 2 === 0 ? draws.below(5) - 2 : draws.normal()))
}

test.each(Object.entries(FIELDS))(
  '%s: numbers that tie on one side only are not in the same order',
  (_, field) => {
    const t = new TraceArithmetic()
    const { x, y } = t.inputs({ x: [3], y: [3] }) as { x: TraceReal; y: TraceReal }
    const claim = statementOf(x.sameOrder(y))
    const said = (a: number[], b: number[]) =>
      judgeProgram(
        { steps: t.steps, hypotheses: [], claim },
        { x: { shape: [3], data: a }, y: { shape: [3], data: b } },
        field,
      ).claim
    expect(said([1, 1, 2], [3, 4, 5])).toBe(Truth.False)
    expect(said([1, 2, 3], [3, 3, 5])).toBe(Truth.False)
    expect(said([1, 1, 2], [3, 3, 5])).toBe(Truth.True)
    expect(said([2, 1, 3], [4, 3, 5])).toBe(Truth.True)
  },
)
