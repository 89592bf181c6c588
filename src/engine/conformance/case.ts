import type { Shapes } from '../../program/program.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Shape } from '../../program/shape.ts'
import type { Build } from './both-arithmetics.ts'

/** A formula or a statement, about inputs of given shapes. */
interface Case<T> {
  readonly title: string
  readonly shapes: Shapes
  readonly of: Build<T>
}

/** A formula whose result is compared, entry by entry, with its enclosure. */
export type OperationCase = Case<Real>

/** A statement whose truths are compared with those of the interval tier. */
export type AtomCase = Case<Proposition>

/** A formula of one array. */
export const single = (title: string, a: Shape, of: (a: Real, x: Recorder) => Real): OperationCase => ({
  title,
  shapes: { a },
  of: ({ a }, x) => of(a, x),
})

/** A formula of two. */
export const pair = (title: string, a: Shape, b: Shape, of: (a: Real, b: Real) => Real): OperationCase => ({
  title,
  shapes: { a, b },
  of: ({ a, b }) => of(a, b),
})

/** Quotients of entries by their sums along an axis. */
export const normalised = (terms: Real, axis = -1): Real => terms.div(terms.sum(axis, true))
