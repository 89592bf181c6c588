import { expect, test } from 'vitest'
import { recordSentence } from '../program/formula.ts'
import { judged } from '../program/judged.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import { broadcastShapes, sizeOf } from '../program/shape.ts'
import { atomsOf, comparedBy } from '../program/statement.ts'
import { Truth } from '../program/truth.ts'
import { Draws } from '../generate/draws.ts'
import { batchOf } from './batch.ts'
import { evaluate as evaluateIntervals } from './interval/evaluate.ts'
import { inputsOf, judgeIn } from './interval/run.ts'
import { judgeAtom } from './scalar/atoms.ts'
import { ExactField } from './scalar/exact/exact-field.ts'
import type { Field } from './scalar/field.ts'
import { IntervalField } from './scalar/interval-field.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import { evaluate } from './scalar/run.ts'

const mpfr = await openMpfr()
const PROGRAMS = 1500

/** What an arithmetic knows: limits on every number of every step (NaN: nothing), and the truths of the statement. */
interface Known {
  readonly by: string
  readonly limits: readonly (readonly [number, number])[][]
  readonly truth: Uint8Array
}

const UNARY = ['neg', 'abs', 'relu', 'square', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos'] as const
const BINARY = ['add', 'sub', 'mul', 'div', 'minimum', 'maximum'] as const
const REDUCTIONS = ['sum', 'max', 'min'] as const

/** A value made of some that are there: quotients, roots and logarithms of which many do not exist. */
function next(draws: Draws, values: readonly Real[]): Real {
  const pick = <T>(of: readonly T[]): T => of[draws.below(of.length)]
  const [a, b] = [pick(values), pick(values)]
  switch (draws.below(8)) {
    case 0:
    case 1:
      return a[pick(UNARY)]()
    case 2:
      return a.shape.length > 0 && draws.below(2) === 0
        ? a[pick(REDUCTIONS)](draws.below(a.shape.length), true)
        : a[pick(REDUCTIONS)]()
    case 3:
      return a.shape.length === 2 && b.shape.length === 2 && a.shape[1] === b.shape[0]
        ? a.matMul(b)
        : a.sub(a)
    case 4:
      return a.shape.length > 0 ? a.gather([a.shape[0] - 1, 0], 0) : a
    default:
      return fits(a, b) ? a[pick(BINARY)](b) : a
  }
}

function fits(a: Real, b: Real): boolean {
  try {
    return sizeOf(broadcastShapes(a.shape, b.shape)) <= 8
  } catch {
    return false
  }
}

function statementOf(draws: Draws, values: readonly Real[]): Proposition {
  const last = values.at(-1)!
  const partner = values.findLast((value) => value !== last && fits(value, last))!
  switch (draws.below(5)) {
    case 0:
      return last.sameOrder(last.mul(2))
    case 1:
      return last.atMost(last.abs())
    case 2:
      return last.equal(partner)
    case 3:
      return last.less(partner)
    default:
      return last.shape.length === 2 ? last.rank().atMost(1) : partner.atMost(last)
  }
}

test('no tier is certain of what another one excludes, whether the terms exist or not', () => {
  const draws = new Draws({ nextInt: () => 1818 })
  const fields: [string, Field<unknown>][] = [
    ['float64 number by number', new IntervalField() as unknown as Field<unknown>],
    ...('reason' in mpfr
      ? []
      : [['mpfr', mpfr.field(128) as unknown as Field<unknown>] as [string, Field<unknown>]]),
    ['exact', new ExactField() as unknown as Field<unknown>],
  ]
  const seen = { undefined: 0, certain: 0 }
  for (let program = 0; program < PROGRAMS; program++) {
    const data = () => Float32Array.from({ length: 4 }, () => draws.below(7) - 3)
    const batch = batchOf([
      { inputs: { a: { shape: [2, 2], data: data() }, b: { shape: [2, 2], data: data() } } },
    ])
    const sentence = recordSentence(batch.shapes, ({ a, b }) => {
      const values = [a, b]
      if (program % 2 === 0) values.push(a.div(b.sub(b)))
      const length = 2 + draws.below(4)
      for (let i = 0; i < length; i++) values.push(next(draws, values))
      if (values.at(-1)!.shape.length === 0) values.push(values.at(-1)!.reshape([1, 1]))
      return statementOf(draws, values)
    })
    const shown = JSON.stringify({ ...sentence, data: batch.data })
    const known: Known[] = [inArrays(sentence, batch)]
    for (const [by, field] of fields) known.push(inField(by, field, sentence, batch))
    for (const one of known) {
      const where = saidOfNothing(one, sentence)
      if (where !== undefined) expect.fail(`${one.by}, ${where}: ${shown}`)
    }
    for (const [i, one] of known.entries())
      for (const other of known.slice(i + 1)) {
        const where = contradicted(one, other)
        if (where !== undefined) expect.fail(`${one.by} and ${other.by}, ${where}: ${shown}`)
      }
    for (const { limits, truth } of known) {
      seen.undefined += Number(limits.flat().some(([lo]) => Number.isNaN(lo)))
      seen.certain += Number(truth.includes(Truth.True) || truth.includes(Truth.False))
    }
  }
  expect(seen.undefined).toBeGreaterThan(PROGRAMS / 2)
  expect(seen.certain).toBeGreaterThan(PROGRAMS / 2)
})

type Sentence = ReturnType<typeof recordSentence>
type Batch = ReturnType<typeof batchOf>

function inArrays({ steps, statement }: Sentence, batch: Batch): Known {
  const values = evaluateIntervals(steps, inputsOf(batch))
  const limits = values.map(({ lo, hi }) => Array.from(lo, (low, i) => [low, hi[i]] as const))
  return { by: 'intervals', limits, truth: judged(statement, judgeIn(values)).truth }
}

function inField<T>(by: string, field: Field<T>, { steps, statement }: Sentence, batch: Batch): Known {
  const values = evaluate(steps, batch, field)
  const limits = values.map(({ entries }) =>
    entries.map((entry) => (entry === undefined ? ([NaN, NaN] as const) : field.enclosure(entry))),
  )
  return { by, limits, truth: judged(statement, (atom) => judgeAtom(atom, values, field)).truth }
}

function contradicted(a: Known, b: Known): string | undefined {
  for (const [value, limits] of a.limits.entries())
    for (const [entry, [lo, hi]] of limits.entries()) {
      const [low, high] = b.limits[value][entry]
      if (hi < low || high < lo)
        return `entry ${entry} of value ${value}: [${lo}, ${hi}] and [${low}, ${high}]`
    }
  for (const [entry, truth] of a.truth.entries())
    if (
      truth !== b.truth[entry] &&
      [truth, b.truth[entry]].every((t) => t === Truth.True || t === Truth.False)
    )
      return `truth ${entry}`
  return undefined
}

/** What is computed from a quotient by x - x does not exist, in none of its entries; nothing is known of it. */
function saidOfNothing({ limits, truth }: Known, { steps, statement }: Sentence): string | undefined {
  const nothing = new Set<number>()
  for (const [value, { op, of }] of steps.entries()) {
    const divisor = op === 'div' ? steps[of[1]] : undefined
    const byZero = divisor?.op === 'sub' && divisor.of[0] === divisor.of[1]
    if (byZero || of.some((operand) => nothing.has(operand))) nothing.add(value)
  }
  for (const value of nothing)
    if (limits[value].some(([lo]) => !Number.isNaN(lo))) return `limits on value ${value}`
  const compares = [...atomsOf(statement)].flatMap(comparedBy).some((value) => nothing.has(value))
  return compares && truth.some((t) => t === Truth.True || t === Truth.False) ? 'a truth' : undefined
}
