import { sizeOf, splitAtAxis } from '../../program/shape.ts'
import {
  BINARY,
  forEach,
  isGate,
  UNARY,
  type Binary,
  type Gate,
  type Kernels,
  type OperationName,
  type Reduction,
  type Step,
  type Unary,
} from '../../program/step.ts'
import { gatherIndex, transposeIndex } from '../numbers/layout.ts'
import { Truth } from '../../program/truth.ts'
import type { Field } from './field.ts'
import {
  folded,
  map,
  matrixProduct,
  reduce,
  slices,
  zip,
  type Entry,
  type ScalarArray,
} from './scalar-array.ts'

type FieldKernels<T> = Omit<Kernels<ScalarArray<T>>, 'input'>

const known = new WeakMap<object, FieldKernels<unknown>>()

/** Every operation but the inputs, number by number in a field. */
export function kernelsOf<T>(field: Field<T>): FieldKernels<T> {
  let kernels = known.get(field) as FieldKernels<T> | undefined
  if (!kernels) {
    kernels = { ...numberByNumber(field), ...overSeveral(field) }
    known.set(field, kernels as FieldKernels<unknown>)
  }
  return kernels
}

type Part<T, Name extends OperationName> = Pick<Kernels<ScalarArray<T>>, Name>

function numberByNumber<T>(field: Field<T>): Part<T, 'constant' | 'fraction' | Unary | Binary> {
  const onOne = (op: Exclude<Unary, 'relu'>) => (_: unknown, a: ScalarArray<T>) => map(a, (x) => field[op](x))
  const onTwo = (op: Exclude<Binary, Gate>) => (_: unknown, a: ScalarArray<T>, b: ScalarArray<T>) =>
    zip(a, b, (x, y) => (x === undefined || y === undefined ? undefined : field[op](x, y)))
  const relu = (_: unknown, a: ScalarArray<T>) => map(a, (x) => field.maximum(x, field.exact(0)))
  // An order that is open leaves nothing known.
  const gate = (op: Gate) => (_: unknown, a: ScalarArray<T>, b: ScalarArray<T>) =>
    zip(a, b, (x, y) => {
      if (y === undefined) return undefined
      const zero = field.exact(0)
      const chosen = op === 'wherePositive' ? field.less(zero, y) : field.atMost(zero, y)
      return chosen === Truth.True ? x : chosen === Truth.False ? zero : undefined
    })
  return {
    constant({ shape, values }) {
      const exact = Array.from(values, (x) => exactly(field, x))
      const one = exact.length === 1
      return { shape, entries: Array.from({ length: sizeOf(shape) }, (_, i) => exact[one ? 0 : i]) }
    },
    fraction: ({ shape, numerator, denominator }) => ({
      shape,
      entries: [field.fraction(numerator, denominator)],
    }),
    ...forEach(BINARY, (op) => (isGate(op) ? gate(op) : onTwo(op))),
    ...forEach(UNARY, (op) => (op === 'relu' ? relu : onOne(op))),
  }
}

/** Operations whose entries come from several ones, or from elsewhere in the array. */
function overSeveral<T>(
  field: Field<T>,
): Part<T, Reduction | 'matMul' | 'transpose' | 'reshape' | 'gather' | 'concat' | 'belowMax'> {
  const total = (of: readonly Entry<T>[]): Entry<T> => {
    if (of.length === 0) return field.exact(0)
    if (!field.total) return folded(of, (x, y) => field.add(x, y))
    return of.includes(undefined) ? undefined : field.total(of as readonly T[])
  }
  return {
    sum: ({ axis, shape }, a) => reduce(a, axis, shape, total),
    max: ({ axis, shape }, a) => reduce(a, axis, shape, (of) => folded(of, (x, y) => field.maximum(x, y))),
    min: ({ axis, shape }, a) => reduce(a, axis, shape, (of) => folded(of, (x, y) => field.minimum(x, y))),
    matMul: ({ shape }, a, b) => matrixProduct(a, b, shape, (x, y) => field.mul(x, y), total),
    transpose: (step, a) => moved(a, step, () => transposeIndex(a.shape).index),
    reshape: ({ shape }, a) => ({ shape, entries: a.entries }),
    gather: (step, a) => moved(a, step, () => gatherIndex(a.shape, step.indices, step.axis).index),
    concat({ shape, axis }, a, b) {
      const size = ({ shape }: ScalarArray<T>): number => sizeOf(shape.slice(axis))
      const [m, n] = [size(a), size(b)]
      const blocks = Array.from({ length: splitAtAxis(shape, axis).outer }, (_, block) => [
        ...a.entries.slice(block * m, (block + 1) * m),
        ...b.entries.slice(block * n, (block + 1) * n),
      ])
      return { shape, entries: blocks.flat() }
    },
    belowMax({ axis }, a) {
      const entries = [...a.entries]
      for (const places of slices(a.shape, axis)) {
        const known = places.map((place) => entries[place]).filter((entry) => entry !== undefined)
        if (known.length === 0) continue
        const shift = field.shift(known)
        for (const place of places) {
          const entry = entries[place]
          entries[place] = entry === undefined ? undefined : field.sub(entry, shift)
        }
      }
      return { shape: a.shape, entries }
    },
  }
}

/** A float64 number; "anything" for an infinity or a NaN. */
export const exactly = <T>(field: Field<T>, x: number): Entry<T> =>
  Number.isFinite(x) ? field.exact(x) : undefined

const indices = new WeakMap<Step, Int32Array>()

/** @param indexOf where the entries come from; asked once for each step */
function moved<T>({ entries }: ScalarArray<T>, step: Step, indexOf: () => Int32Array): ScalarArray<T> {
  let index = indices.get(step)
  if (!index) indices.set(step, (index = indexOf()))
  return { shape: step.shape, entries: Array.from(index, (i) => entries[i]) }
}
