import { broadcastIndex, sizeOf, reducedShape, type Shape } from '../../program/shape.ts'
import type { Binary, OperationName, Reduced, StepOf } from '../../program/step.ts'
import { gatherIndex, transposeIndex, type Rearrangement } from '../numbers/layout.ts'
import * as limits from './rank-limits.ts'
import { shiftsOf } from './reductions.ts'
import {
  binaryTwins,
  productTwins,
  reducedTwins,
  surelyEqual,
  unaryTwins,
  type Structure,
  type Structured,
  type Twins,
} from './structure.ts'

type Rank = (a: Structured, b: Structured) => Structure['rankAtMost']

const unary =
  (rank?: (x: Structured) => Structure['rankAtMost']) =>
  (_: unknown, x: Structured): Structure => ({ twins: unaryTwins(x), rankAtMost: rank?.(x) })

const binary =
  (rank?: Rank) =>
  ({ shape }: StepOf<Binary>, a: Structured, b: Structured): Structure => ({
    twins: binaryTwins(a, b, shape),
    rankAtMost: rank?.(a, b),
  })

const reduction = ({ axis }: Reduced, x: Structured): Structure =>
  axis === null ? {} : { twins: reducedTwins(x, axis) }

/** Where entries came from is worked out when it is asked for. */
function moved(source: Structured, rearrangement: () => Rearrangement): Structure {
  let found: Int32Array | undefined
  return {
    moved: {
      source,
      get index() {
        return (found ??= rearrangement().index)
      },
    },
    rankAtMost: source.shape.length === 2 ? limits.rankOfChoice(source) : undefined,
  }
}

/** Entries of a slice are equal before and after the same constant was subtracted from them. */
function shiftedTwins(x: Structured, axis: number): Twins {
  const shape: Shape = reducedShape(x.shape, axis, true)
  let found: { shifts: Float64Array; index: Int32Array } | undefined
  return (lane, i, j) => {
    const { shifts, index } = (found ??= { shifts: shiftsOf(x, axis), index: broadcastIndex(shape, x.shape) })
    const base = x.lanes === 1 ? 0 : lane * sizeOf(shape)
    return shifts[base + index[i]] === shifts[base + index[j]] && surelyEqual(x, lane, i, j)
  }
}

/** What is known of the result of each operation, beside its enclosures. */
export const STRUCTURES: {
  readonly [Name in OperationName]?: (step: StepOf<Name>, ...of: Structured[]) => Structure
} = {
  add: binary(limits.rankOfSum),
  sub: binary(limits.rankOfSum),
  mul: binary(limits.rankOfEntrywiseProduct),
  div: binary(limits.rankOfQuotient),
  minimum: binary(),
  maximum: binary(),
  wherePositive: binary(),
  whereNonNegative: binary(),
  neg: unary(limits.rankOfChoice),
  square: unary((x) => limits.rankOfEntrywiseProduct(x, x)),
  abs: unary(),
  relu: unary(),
  sqrt: unary(),
  exp: unary(),
  log: unary(),
  tanh: unary(),
  sin: unary(),
  cos: unary(),
  reshape: unary(),
  sum: reduction,
  max: reduction,
  min: reduction,
  matMul: (_, a, b) =>
    a.shape.length === 2 && b.shape.length === 2
      ? { twins: productTwins(a, b), rankAtMost: limits.rankOfProduct(a, b) }
      : {},
  transpose: (_, x) => moved(x, () => transposeIndex(x.shape)),
  gather: ({ indices, axis }, x) => moved(x, () => gatherIndex(x.shape, indices, axis)),
  concat: (_, a, b) => ({ rankAtMost: limits.rankOfSum(a, b) }),
  belowMax: ({ axis }, x) => ({ twins: shiftedTwins(x, axis), rankAtMost: limits.rankOfShift(x) }),
}
