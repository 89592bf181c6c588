import type { Rank } from '../../program/rank.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Shape } from '../../program/shape.ts'

export type Inputs = Record<string, Real>

/** An expression or a statement, and the shapes of what goes in. */
interface CaseOf<R> {
  readonly title: string
  readonly shapes: Readonly<Record<string, Shape>>
  of(inputs: Inputs, x: Recorder): R
}
/** A formula whose result is compared, entry by entry, with its enclosure. */
export type OperationCase = CaseOf<Real>
/** A statement whose truths are compared with those of the interval tier. */
export type AtomCase = CaseOf<Proposition>

type CasesFor<R> = [R] extends [Real]
  ? readonly OperationCase[]
  : [R] extends [Proposition | Rank]
    ? readonly AtomCase[]
    : never

/** Of the methods of `Real`, those that are not other names: what they write down is written down by another one. */
export type Methods = Omit<Real, 'greater' | 'greaterEqual' | 'lessEqual'>

/** The cases of every method of an interface of numbers: a method without cases does not compile. */
export type CasesOf<I> = {
  readonly [M in keyof I as I[M] extends (...args: never[]) => unknown ? M : never]: I[M] extends (
    ...args: never[]
  ) => infer R
    ? CasesFor<R>
    : never
}

/** The part of them whose methods return arrays, and the part whose methods return statements. */
export type OperationName = {
  [M in keyof CasesOf<Methods>]: CasesOf<Methods>[M] extends readonly OperationCase[] ? M : never
}[keyof CasesOf<Methods>]
export type AtomName = Exclude<keyof CasesOf<Methods>, OperationName>
