import type { Operand, Rank, Real } from '../real.ts'
import { Atomic, type Proposition } from '../proposition.ts'
import { broadcastIndex, normaliseAxis, sizeOf, type Shape } from '../shape.ts'
import * as binary from './binary.ts'
import { atMostAtom, equalAtom, lessAtom } from './comparison.ts'
import {
  commonLanes,
  exactEnclosures,
  float32Enclosures,
  rearrange,
  transposed,
  type Enclosures,
} from './enclosures.ts'
import { IntervalRank } from './rank.ts'
import { concatenate, gatherIndex, transposeIndex } from './layout.ts'
import { matMul } from './mat-mul.ts'
import * as limits from './rank-limits.ts'
import * as reductions from './reductions.ts'
import { sameOrderAtom } from './same-order.ts'
import {
  binaryTwins,
  productTwins,
  reducedTwins,
  surelyEqual,
  unaryTwins,
  type Moved,
  type Structure,
  type Structured,
  type Twins,
} from './structure.ts'
import * as unary from './unary.ts'

/**
 * Real numbers as float64 enclosures with outward rounding, for every lane of a batch. Exact numbers stay exact
 * through every operation that has no rounding error, so ties between integers are decided.
 */
export class IntervalReal implements Real, Structured {
  readonly lanes: number
  readonly shape: Shape
  readonly transposeOf?: Enclosures
  readonly float32?: Float32Array
  readonly twins?: Twins
  readonly moved?: Moved
  readonly rankAtMost?: () => Int32Array
  readonly #enclosures: Enclosures
  #lo: Float64Array | undefined
  #hi: Float64Array | undefined
  #rank: IntervalRank | undefined
  #transpose: IntervalReal | undefined
  /** Products already formed: a claim and its subject often ask for the same scores. */
  readonly #products = new Map<IntervalReal, IntervalReal>()

  /** Takes the arrays as they are: they must satisfy what `Enclosures` demands and not be written to again. */
  constructor(enclosures: Enclosures, structure: Structure = {}) {
    this.lanes = enclosures.lanes
    this.shape = enclosures.shape
    this.#enclosures = enclosures
    if (enclosures.transposeOf) this.transposeOf = enclosures.transposeOf
    if (enclosures.float32) this.float32 = enclosures.float32
    if (structure.twins) this.twins = structure.twins
    if (structure.moved) this.moved = structure.moved
    if (structure.rankAtMost) this.rankAtMost = structure.rankAtMost
  }

  get lo(): Float64Array {
    return (this.#lo ??= this.#enclosures.lo)
  }
  get hi(): Float64Array {
    return (this.#hi ??= this.#enclosures.hi)
  }

  /** Numbers known exactly, `lanes` × size of them. An infinity or a NaN means "anything". */
  static exact(lanes: number, shape: Shape, values: Float64Array): IntervalReal {
    if (values.length !== lanes * sizeOf(shape)) {
      throw new RangeError(`${values.length} numbers do not fill ${lanes} lanes of [${shape.join(', ')}]`)
    }
    return new IntervalReal(exactEnclosures(lanes, shape, values))
  }

  /** Float32 numbers known exactly, as `exact`. The array must not change while this is in use. */
  static float32(lanes: number, shape: Shape, values: Float32Array): IntervalReal {
    return new IntervalReal(float32Enclosures(lanes, shape, values))
  }

  /** @throws {TypeError} for an array of another arithmetic. */
  static from(operand: Operand): IntervalReal {
    if (operand instanceof IntervalReal) return operand
    if (typeof operand === 'number') return IntervalReal.exact(1, [], Float64Array.of(operand))
    throw new TypeError('the operand belongs to another arithmetic than intervals')
  }

  add(other: Operand): IntervalReal {
    const b = IntervalReal.from(other)
    return this.#binary(binary.add, b, limits.rankOfSum(this, b))
  }
  sub(other: Operand): IntervalReal {
    const b = IntervalReal.from(other)
    return this.#binary(binary.sub, b, limits.rankOfSum(this, b))
  }
  mul(other: Operand): IntervalReal {
    const b = IntervalReal.from(other)
    return this.#binary(binary.mul, b, limits.rankOfEntrywiseProduct(this, b))
  }
  div(other: Operand): IntervalReal {
    const b = IntervalReal.from(other)
    return this.#binary(binary.div, b, limits.rankOfQuotient(this, b))
  }
  minimum(other: Operand): IntervalReal {
    return this.#binary(binary.minimum, IntervalReal.from(other))
  }
  maximum(other: Operand): IntervalReal {
    return this.#binary(binary.maximum, IntervalReal.from(other))
  }
  neg(): IntervalReal {
    return this.#unary(unary.neg, limits.rankOfChoice(this))
  }
  abs(): IntervalReal {
    return this.#unary(unary.abs)
  }
  relu(): IntervalReal {
    return this.#unary(unary.relu)
  }
  square(): IntervalReal {
    return this.#unary(unary.square, limits.rankOfEntrywiseProduct(this, this))
  }
  sqrt(): IntervalReal {
    return this.#unary(unary.sqrt)
  }
  exp(): IntervalReal {
    return this.#unary(unary.exp)
  }
  log(): IntervalReal {
    return this.#unary(unary.log)
  }

  sum(axis?: number, keepDims = false): IntervalReal {
    return this.#reduce(reductions.sum, axis, keepDims)
  }
  max(axis?: number, keepDims = false): IntervalReal {
    return this.#reduce(reductions.max, axis, keepDims)
  }
  min(axis?: number, keepDims = false): IntervalReal {
    return this.#reduce(reductions.min, axis, keepDims)
  }

  matMul(other: Real): IntervalReal {
    const b = IntervalReal.from(other)
    const known = this.#products.get(b)
    if (known) return known
    const out = matMul(this, b)
    const matrices = this.shape.length === 2 && b.shape.length === 2
    const product = new IntervalReal(
      out,
      matrices ? { twins: productTwins(this, b), rankAtMost: limits.rankOfProduct(this, b) } : {},
    )
    this.#products.set(b, product)
    return product
  }
  transpose(): IntervalReal {
    if (!this.#transpose) {
      const { shape, index } = transposeIndex(this.shape)
      this.#transpose = this.#moved(
        transposed(this, shape, () => index),
        index,
      )
    }
    return this.#transpose
  }
  reshape(shape: Shape): IntervalReal {
    if (sizeOf(shape) !== sizeOf(this.shape)) {
      throw new RangeError(`[${this.shape.join(', ')}] cannot be reshaped to [${shape.join(', ')}]`)
    }
    return new IntervalReal(
      { lanes: this.lanes, shape, lo: this.lo, hi: this.hi },
      { twins: unaryTwins(this) },
    )
  }
  gather(indices: readonly number[], axis = 0): IntervalReal {
    const { shape, index } = gatherIndex(this.shape, indices, normaliseAxis(axis, this.shape.length))
    return this.#moved(rearrange(this, shape, index), index)
  }
  concat(other: Real, axis = 0): IntervalReal {
    const b = IntervalReal.from(other)
    return new IntervalReal(concatenate(this, b, normaliseAxis(axis, this.shape.length)), {
      rankAtMost: limits.rankOfSum(this, b),
    })
  }
  belowMax(axis: number): IntervalReal {
    const { shifted, shifts, shiftShape } = reductions.belowMax(this, normaliseAxis(axis, this.shape.length))
    const index = broadcastIndex(shiftShape, this.shape)
    const slices = sizeOf(shiftShape)
    return new IntervalReal(shifted, {
      twins: (lane, i, j) => {
        const base = this.lanes === 1 ? 0 : lane * slices
        return shifts[base + index[i]] === shifts[base + index[j]] && surelyEqual(this, lane, i, j)
      },
      rankAtMost: limits.rankOfShift(this),
    })
  }

  less(other: Operand): Proposition {
    return new Atomic(lessAtom(this, IntervalReal.from(other)))
  }
  atMost(other: Operand): Proposition {
    return new Atomic(atMostAtom(this, IntervalReal.from(other)))
  }
  equal(other: Operand): Proposition {
    return new Atomic(equalAtom(this, IntervalReal.from(other)))
  }
  sameOrder(other: Real): Proposition {
    return new Atomic(sameOrderAtom(this, IntervalReal.from(other)))
  }
  rank(): Rank {
    return (this.#rank ??= new IntervalRank(this))
  }

  #unary(kernel: (x: Enclosures) => Enclosures, rankAtMost?: () => Int32Array): IntervalReal {
    return new IntervalReal(kernel(this), { twins: unaryTwins(this), ...(rankAtMost && { rankAtMost }) })
  }

  #binary(
    kernel: (a: Enclosures, b: Enclosures) => Enclosures,
    b: IntervalReal,
    rankAtMost?: () => Int32Array,
  ): IntervalReal {
    commonLanes(this.lanes, b.lanes)
    const out = kernel(this, b)
    return new IntervalReal(out, {
      twins: binaryTwins(this, b, out.shape),
      ...(rankAtMost && { rankAtMost }),
    })
  }

  #reduce(
    kernel: (x: Enclosures, axis: number, keepDims: boolean) => Enclosures,
    axis: number | undefined,
    keepDims: boolean,
  ): IntervalReal {
    if (axis !== undefined) {
      const at = normaliseAxis(axis, this.shape.length)
      return new IntervalReal(kernel(this, at, keepDims), { twins: reducedTwins(this, at) })
    }
    const flat = kernel({ ...this.#flat(), shape: [sizeOf(this.shape)] }, 0, false)
    return new IntervalReal({ ...flat, shape: keepDims ? this.shape.map(() => 1) : [] })
  }

  #flat() {
    return { lanes: this.lanes, lo: this.lo, hi: this.hi }
  }

  #moved(enclosures: Enclosures, index: Int32Array): IntervalReal {
    const moved = { source: this, index }
    if (this.shape.length !== 2) return new IntervalReal(enclosures, { moved })
    return new IntervalReal(enclosures, { moved, rankAtMost: limits.rankOfChoice(this) })
  }
}
