import { sizeOf } from '../../program/shape.ts'
import {
  BINARY,
  forEach,
  UNARY,
  type OperationName,
  type Reduced,
  type Reduction,
  type StepOf,
} from '../../program/step.ts'
import { gatherIndex, transposeIndex } from '../numbers/layout.ts'
import * as binary from './binary.ts'
import { concatenate } from './concatenate.ts'
import { exactEnclosures, rearrange, transposed, type Enclosures } from './enclosures.ts'
import { matMul } from './mat-mul.ts'
import * as reductions from './reductions.ts'
import { divDown, divUp } from './rounding.ts'
import * as unary from './unary.ts'

const over =
  (op: Reduction) =>
  ({ axis, keepDims, shape }: StepOf<Reduction> & Reduced, x: Enclosures): Enclosures => {
    if (axis !== null) return reductions[op](x, axis, keepDims)
    const { lanes, lo, hi } = x
    return { ...reductions[op]({ lanes, lo, hi, shape: [sizeOf(x.shape)] }, 0, false), shape }
  }

type EnclosureKernels = {
  readonly [Name in Exclude<OperationName, 'input'>]: (step: StepOf<Name>, ...of: Enclosures[]) => Enclosures
}

/** Float64 enclosures of every operation but the inputs. */
export const KERNELS: EnclosureKernels = {
  constant({ shape, values }) {
    const size = sizeOf(shape)
    const all = values.length === size ? values.slice() : new Float64Array(size).fill(values[0])
    return exactEnclosures(1, shape, all)
  },
  fraction({ numerator, denominator, shape }) {
    const lo = Float64Array.of(divDown(numerator, denominator))
    return { lanes: 1, shape, lo, hi: Float64Array.of(divUp(numerator, denominator)) }
  },
  ...forEach(BINARY, (op) => (_: unknown, a: Enclosures, b: Enclosures) => binary[op](a, b)),
  ...forEach(UNARY, (op) => (_: unknown, x: Enclosures) => unary[op](x)),
  sum: over('sum'),
  max: over('max'),
  min: over('min'),
  matMul: (_, a, b) => matMul(a, b),
  transpose: ({ shape }, x) => transposed(x, shape, () => transposeIndex(x.shape).index),
  reshape: ({ shape }, { lanes, lo, hi }) => ({ lanes, shape, lo, hi }),
  gather: ({ indices, axis, shape }, x) => rearrange(x, shape, gatherIndex(x.shape, indices, axis).index),
  concat: ({ axis }, a, b) => concatenate(a, b, axis),
  belowMax: ({ axis }, x) => reductions.belowMax(x, axis),
}
