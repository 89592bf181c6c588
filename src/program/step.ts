import type { Shape } from './shape.ts'

/** The number of a value: its place among a program's steps. */
export type Value = number

/** Entry by entry, of one array. */
export const UNARY = ['neg', 'abs', 'relu', 'square', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos'] as const
export type Unary = (typeof UNARY)[number]
/** Entry by entry, of two arrays that broadcast. */
export const BINARY = [
  ...(['add', 'sub', 'mul', 'div', 'minimum', 'maximum'] as const),
  ...(['wherePositive', 'whereNonNegative'] as const),
] as const
export type Binary = (typeof BINARY)[number]
/** The first operand where the second has this sign, and 0 elsewhere, whether or not the first exists there. */
export type Gate = Extract<Binary, 'wherePositive' | 'whereNonNegative'>
export type Reduction = 'sum' | 'max' | 'min'

/** Over one axis, counted from the front, or over all entries (null). */
export interface Reduced {
  readonly axis: number | null
  readonly keepDims: boolean
}

interface Axis {
  readonly axis: number
}

/** What an operation takes beside its operands. */
interface Parameters extends Record<Reduction, Reduced> {
  input: { readonly name: string }
  /** Float64 numbers, taken exactly; one number alone fills the shape. */
  constant: { readonly values: Float64Array }
  /** An integer over an integer, of shape []. */
  fraction: { readonly numerator: number; readonly denominator: number }
  /** The entries of these numbers along an axis. */
  gather: { readonly indices: readonly number[] } & Axis
  concat: Axis
  /** x - c, where c is any real number that is constant along the axis; the claim must not depend on it. */
  belowMax: Axis
}

export type OperationName = keyof Parameters | Unary | Binary | 'matMul' | 'transpose' | 'reshape'

/** The step of one operation: what it is done with, and the shape of what comes out. */
export type StepOf<Name extends OperationName> = Name extends OperationName
  ? {
      readonly op: Name
      readonly of: readonly Value[]
      readonly shape: Shape
    } & (Name extends keyof Parameters ? Parameters[Name] : unknown)
  : never

/** One line of a program: a row-major array of real numbers, computed from values of smaller number. */
export type Step = StepOf<OperationName>

/** The same for each of some operations. */
export const forEach = <Name extends string, T>(
  names: readonly Name[],
  make: (name: Name) => T,
): Readonly<Record<Name, T>> => Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>

export const isGate = <Name extends OperationName>(op: Name): op is Name & Gate =>
  op === 'wherePositive' || op === 'whereNonNegative'

export const isUnary = (step: Step): step is StepOf<Unary> =>
  (UNARY as readonly OperationName[]).includes(step.op)

/** What an arithmetic does for each operation. @template V what stands for a value */
export type Kernels<V> = {
  readonly [Name in OperationName]: (step: StepOf<Name>, ...of: V[]) => V
}
