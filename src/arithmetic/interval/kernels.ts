import { broadcastIndex, sizeOf } from '../../program/shape.ts'
import {
  BINARY,
  forEach,
  UNARY,
  type Binary,
  type Kernels,
  type Reduced,
  type Reduction,
  type StepOf,
  type Unary,
} from '../../program/step.ts'
import { gatherIndex, transposeIndex, type Rearrangement } from '../numbers/layout.ts'
import * as binary from './binary.ts'
import { concatenate } from './concatenate.ts'
import { exactEnclosures, rearrange, transposed, type Enclosures } from './enclosures.ts'
import { IntervalArray } from './interval-array.ts'
import { matMul } from './mat-mul.ts'
import * as limits from './rank-limits.ts'
import * as reductions from './reductions.ts'
import { divDown, divUp } from './rounding.ts'
import {
  binaryTwins,
  productTwins,
  reducedTwins,
  surelyEqual,
  unaryTwins,
  type Structure,
  type Structured,
} from './structure.ts'
import * as unary from './unary.ts'

type Limits = Structure['rankAtMost']
type UnaryKernel = (step: StepOf<Unary>, x: Structured) => Structured
type BinaryKernel = (step: StepOf<Binary>, a: Structured, b: Structured) => Structured

const array = (enclosures: Enclosures, structure: Structure, rankAtMost?: Limits): Structured =>
  new IntervalArray(enclosures, { ...structure, ...(rankAtMost && { rankAtMost }) })

const onOne =
  (op: Unary, rank?: (x: Structured) => Limits): UnaryKernel =>
  (_, x) =>
    array(unary[op](x), { twins: unaryTwins(x) }, rank?.(x))

const onTwo =
  (op: Binary, rank?: (a: Structured, b: Structured) => Limits): BinaryKernel =>
  (_, a, b) => {
    const out = binary[op](a, b)
    return array(out, { twins: binaryTwins(a, b, out.shape) }, rank?.(a, b))
  }

const over =
  (op: Reduction) =>
  ({ axis, keepDims, shape }: StepOf<Reduction> & Reduced, x: Structured): Structured => {
    if (axis !== null) return array(reductions[op](x, axis, keepDims), { twins: reducedTwins(x, axis) })
    const { lanes, lo, hi } = x
    return array({ ...reductions[op]({ lanes, lo, hi, shape: [sizeOf(x.shape)] }, 0, false), shape }, {})
  }

function moved(x: Structured, enclosures: Enclosures, { index }: Rearrangement): Structured {
  const chosen = x.shape.length === 2 ? limits.rankOfChoice(x) : undefined
  return array(enclosures, { moved: { source: x, index } }, chosen)
}

/** Float64 enclosures of every operation but the inputs. */
export const KERNELS: Omit<Kernels<Structured>, 'input'> = {
  constant({ shape, values }) {
    const size = sizeOf(shape)
    const all = values.length === size ? values.slice() : new Float64Array(size).fill(values[0])
    return array(exactEnclosures(1, shape, all), {})
  },
  fraction({ numerator, denominator, shape }) {
    const lo = Float64Array.of(divDown(numerator, denominator))
    return array({ lanes: 1, shape, lo, hi: Float64Array.of(divUp(numerator, denominator)) }, {})
  },
  ...forEach(BINARY, (op) => onTwo(op)),
  add: onTwo('add', limits.rankOfSum),
  sub: onTwo('sub', limits.rankOfSum),
  mul: onTwo('mul', limits.rankOfEntrywiseProduct),
  div: onTwo('div', limits.rankOfQuotient),
  ...forEach(UNARY, (op) => onOne(op)),
  neg: onOne('neg', limits.rankOfChoice),
  square: onOne('square', (x) => limits.rankOfEntrywiseProduct(x, x)),
  sum: over('sum'),
  max: over('max'),
  min: over('min'),
  matMul(_, a, b) {
    const matrices = a.shape.length === 2 && b.shape.length === 2
    return matrices
      ? array(matMul(a, b), { twins: productTwins(a, b) }, limits.rankOfProduct(a, b))
      : array(matMul(a, b), {})
  },
  transpose({ shape }, x) {
    const swapped = transposeIndex(x.shape)
    return moved(
      x,
      transposed(x, shape, () => swapped.index),
      swapped,
    )
  },
  reshape({ shape }, x) {
    const { lanes, lo, hi } = x
    return array({ lanes, shape, lo, hi }, { twins: unaryTwins(x) })
  },
  gather({ indices, axis, shape }, x) {
    const picked = gatherIndex(x.shape, indices, axis)
    return moved(x, rearrange(x, shape, picked.index), picked)
  },
  concat: ({ axis }, a, b) => array(concatenate(a, b, axis), {}, limits.rankOfSum(a, b)),
  belowMax({ axis }, x) {
    const { shifted, shifts, shiftShape } = reductions.belowMax(x, axis)
    const index = broadcastIndex(shiftShape, x.shape)
    const slices = sizeOf(shiftShape)
    const twins: Structure['twins'] = (lane, i, j) => {
      const base = x.lanes === 1 ? 0 : lane * slices
      return shifts[base + index[i]] === shifts[base + index[j]] && surelyEqual(x, lane, i, j)
    }
    return array(shifted, { twins }, limits.rankOfShift(x))
  },
}
