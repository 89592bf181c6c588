import { expect, test } from 'vitest'
import type { Sentence } from '../program/formula.ts'
import { judged } from '../program/judged.ts'
import { OPERATIONS } from '../program/operations.ts'
import { atomsOf, comparedBy } from '../program/statement.ts'
import { Truth } from '../program/truth.ts'
import type { Batch } from './batch.ts'
import { evaluate as evaluateIntervals, inputsOf } from './interval/evaluate.ts'
import { judgeIn } from './interval/judge-atoms.ts'
import { judgeAtom } from './scalar/atoms.ts'
import { ExactField } from './scalar/exact/exact-field.ts'
import type { Field } from './scalar/field.ts'
import { IntervalField } from './scalar/interval-field.ts'
import { ModularField } from './scalar/modular/modular-field.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import { evaluate } from './scalar/run.ts'
import { undefinedPrograms, type UndefinedProgram } from './undefined-programs.fixture.ts'

const mpfr = await openMpfr()
const PROGRAMS = 1500

/** What an arithmetic knows: limits on every number of every step (NaN: nothing), and the truths of the statement. */
interface Known {
  readonly by: string
  readonly limits: readonly (readonly [number, number])[][]
  readonly truth: Uint8Array
}

test('no tier is certain of what another one excludes, whether the terms exist or not', () => {
  const fields: [string, Field<unknown>][] = [
    ['float64 number by number', new IntervalField() as unknown as Field<unknown>],
    ...('reason' in mpfr
      ? []
      : [['mpfr', mpfr.field(128) as unknown as Field<unknown>] as [string, Field<unknown>]]),
    ['exact', new ExactField() as unknown as Field<unknown>],
    ['modular', new ModularField() as unknown as Field<unknown>],
  ]
  const seen = { undefined: 0, certain: 0 }
  const operations = new Set<string>()
  const ofNothing = new Set<string>()
  for (const program of undefinedPrograms(PROGRAMS, 1818)) {
    const { batch, shifted, ...sentence } = program
    sentence.steps.forEach(({ op, of }) => {
      operations.add(op)
      if (of.some((value) => program.nothing.has(value))) ofNothing.add(op)
    })
    const shown = JSON.stringify({ ...sentence, data: batch.data })
    const known: Known[] = [inArrays(sentence, batch)]
    for (const [by, field] of fields) known.push(inField(by, field, sentence, batch))
    for (const one of known) {
      const where = saidOfNothing(one, program)
      if (where !== undefined) expect.fail(`${one.by}, ${where}: ${shown}`)
    }
    for (const [i, one] of known.entries())
      for (const other of known.slice(i + 1)) {
        const where = contradicted(one, other, shifted)
        if (where !== undefined) expect.fail(`${one.by} and ${other.by}, ${where}: ${shown}`)
      }
    for (const { limits, truth } of known) {
      seen.undefined += Number(limits.flat().some(([lo]) => Number.isNaN(lo)))
      seen.certain += Number(truth.includes(Truth.True) || truth.includes(Truth.False))
    }
  }
  // An operation that is new has to be drawn in the programs.
  expect([...operations].sort()).toEqual(Object.keys(OPERATIONS).sort())
  const operating = Object.entries(OPERATIONS).flatMap(([op, { operands }]) => (operands > 0 ? [op] : []))
  expect([...ofNothing].sort()).toEqual(operating.sort())
  expect(seen.undefined).toBeGreaterThan(PROGRAMS / 2)
  expect(seen.certain).toBeGreaterThan(PROGRAMS / 2)
})

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

function contradicted(a: Known, b: Known, shifted: ReadonlySet<number>): string | undefined {
  for (const [value, limits] of a.limits.entries()) {
    if (shifted.has(value)) continue
    for (const [entry, [lo, hi]] of limits.entries()) {
      const [low, high] = b.limits[value][entry]
      if (hi < low || high < lo)
        return `entry ${entry} of value ${value}: [${lo}, ${hi}] and [${low}, ${high}]`
    }
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
function saidOfNothing(
  { limits, truth }: Known,
  { statement, nothing }: UndefinedProgram,
): string | undefined {
  for (const value of nothing)
    if (limits[value].some(([lo]) => !Number.isNaN(lo))) return `limits on value ${value}`
  const compares = [...atomsOf(statement)].flatMap(comparedBy).some((value) => nothing.has(value))
  return compares && truth.some((t) => t === Truth.True || t === Truth.False) ? 'a truth' : undefined
}
