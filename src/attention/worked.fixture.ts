import { expect } from 'vitest'
import { batchOf, type Batch, type Input } from '../arithmetic/batch.ts'
import { ExactField } from '../arithmetic/scalar/exact/exact-field.ts'
import { judgeAtom } from '../arithmetic/scalar/atoms.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { recordSentence } from '../program/formula.ts'
import { judged } from '../program/judged.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { Truth } from '../program/truth.ts'
import type { QueriesKeysAndValues, Subject } from './attention.ts'

/** Rows of numbers as text: `1 0; 0 1`. */
export interface Rows {
  readonly q: string
  readonly k: string
  /** The identity when left out, so that outputs are weights. */
  readonly v?: string
}

/** An array [n, d] of rows that are divided by semicolons. */
function matrix(text: string): Input {
  const rows = text.split(';').map((row) => row.trim().split(/\s+/).map(Number))
  return { shape: [rows.length, rows[0].length], data: Float32Array.from(rows.flat()) }
}

/** A batch of these cases, all of one shape. */
export const batchOfRows = (...cases: Rows[]): Batch =>
  batchOf(
    cases.map(({ q, k, v }) => ({ inputs: { q: matrix(q), k: matrix(k), v: v ? matrix(v) : unit(k) } })),
  )

function unit(k: string): Input {
  const n = matrix(k).shape[0]
  const data = Float32Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
  return { shape: [n, n], data }
}

/** What a subject gives for some rows, worked out by hand. */
export interface Worked extends Rows {
  readonly subject: Subject
  readonly ask?: 'weights' | 'output'
  /** As many numbers as there are weights or outputs, row by row. */
  readonly is: (x: Recorder) => Real
}

/** Demands that the definition gives exactly these numbers, and as many of them; exact arithmetic decides it. */
export function expectExactly({ subject, ask = 'weights', is, ...rows }: Worked): void {
  const batch = batchOfRows(rows)
  const { steps, statement } = recordSentence(batch.shapes, (inputs, x) => {
    const found = subject.definition(x)[ask](inputs as unknown as QueriesKeysAndValues)
    return found.equal(is(x).reshape(found.shape))
  })
  const field = new ExactField()
  const values = evaluate(steps, batch, field)
  const { truth } = judged(statement, (atom) => judgeAtom(atom, values, field))
  expect([...truth]).toEqual([...truth].fill(Truth.True))
}

/** The same of its implementation too, whose formula is mathematics as well. */
export function expectOfBothParts(worked: Worked): void {
  expectExactly(worked)
  expectExactly({ ...worked, subject: { ...worked.subject, definition: worked.subject.implementation } })
}

/** Integers over one integer. */
export const over =
  (denominator: number, ...numerators: number[]) =>
  (x: Recorder): Real =>
    x.constant(numerators).div(denominator)

/** Shares of a whole, of the given proportions. */
export const shares =
  (proportions: (x: Recorder) => Real) =>
  (x: Recorder): Real => {
    const parts = proportions(x)
    return parts.div(parts.sum())
  }
