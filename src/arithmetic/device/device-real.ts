import type { Tensor } from '@tensorflow/tfjs-core'
import { Atomic, type Proposition } from '../proposition.ts'
import type { Operand, Rank, Real } from '../real.ts'
import { broadcastShapes, matMulShape, normaliseAxis, reducedShape, sizeOf, type Shape } from '../shape.ts'
import { batchedProduct } from './batched-product.ts'
import {
  binaryBlocks,
  dividedRowBlocks,
  productBlocks,
  shiftedBlocks,
  transposedBlocks,
  unaryBlocks,
  type Blocks,
} from './blocks.ts'
import { Comparison } from './comparison.ts'
import { SameOrder } from './same-order.ts'
import { deviceRank } from './device-rank.ts'
import type { DeviceArithmetic } from './device-tier.ts'
import { LaneBound } from './lane-bound.ts'

/**
 * An array in float32 tensors of the engine: a tensor [lanes, ...shape], what the static bound knows of it, and,
 * where the running bound is on, a tensor of errors. One lane stands for all when the array is a constant.
 */
export class DeviceReal implements Real {
  /** The values and running errors once they have been downloaded. */
  host: { values: Float32Array; errors: Float32Array | undefined } | undefined
  /** How a few of the entries are enclosed without the others, where that can be done. */
  blocks: Blocks | undefined
  /** The array that this one is the transpose of, as long as its own tensor has not been needed. */
  private flipped: DeviceReal | undefined
  private transposed: DeviceReal | undefined
  /** Products already formed: a claim and its subject often ask for the same scores. */
  private readonly products = new Map<DeviceReal, DeviceReal>()
  private made: { value: Tensor; error: Tensor | undefined } | undefined

  constructor(
    readonly x: DeviceArithmetic,
    readonly shape: Shape,
    readonly bound: LaneBound,
    source: { value: Tensor; error: Tensor | undefined } | { transposeOf: DeviceReal },
  ) {
    if ('transposeOf' in source) this.flipped = source.transposeOf
    else this.made = x.contained(source, bound)
    x.watchRange(this)
  }

  get lanes(): number {
    return this.bound.lanes
  }

  /** Values and running errors on the engine. */
  get tensors(): { value: Tensor; error: Tensor | undefined } {
    if (!this.made) {
      const order = Array.from({ length: this.shape.length + 1 }, (_, i) => i)
      const last = order.length - 1
      ;[order[last - 1], order[last]] = [last, last - 1]
      const { value, error } = this.flipped!.tensors
      const flip = (tensor: Tensor) => this.x.tf.transpose(tensor, order)
      this.made = { value: flip(value), error: error && flip(error) }
    }
    return this.made
  }

  add(other: Operand): Real {
    const b = this.x.operand(other)
    return this.binary(b, 'add', this.x.rules.add(this.bound, b.bound), (r, p, q, v) => r.add(p, q, v))
  }
  sub(other: Operand): Real {
    const b = this.x.operand(other)
    return this.binary(b, 'sub', this.x.rules.sub(this.bound, b.bound), (r, p, q, v) => r.add(p, q, v))
  }
  mul(other: Operand): Real {
    const b = this.x.operand(other)
    return this.binary(b, 'mul', this.x.rules.mul(this.bound, b.bound), (r, p, q, v) => r.mul(p, q, v))
  }
  div(other: Operand): Real {
    const b = this.x.operand(other)
    const { rules } = this.x
    const byRow = (b.shape.at(-1) ?? 1) === 1 && (this.shape.at(-1) ?? 1) > 1
    const bound = byRow ? rules.divRows(this.bound, b.bound) : rules.div(this.bound, b.bound)
    const quotient = this.binary(b, 'div', bound, (r, p, q, v) => r.div(p, q, v))
    if (byRow)
      quotient.blocks = dividedRowBlocks(this, quotient.shape, (lane) => rules.isPositive(b.bound, lane))
    return quotient
  }
  minimum(other: Operand): Real {
    const b = this.x.operand(other)
    return this.binary(b, 'minimum', this.x.rules.minimum(this.bound, b.bound), (r, p, q, v) =>
      r.either(p, q, v),
    )
  }
  maximum(other: Operand): Real {
    const b = this.x.operand(other)
    return this.binary(b, 'maximum', this.x.rules.maximum(this.bound, b.bound), (r, p, q, v) =>
      r.either(p, q, v),
    )
  }

  neg(): Real {
    return this.unary('neg', this.x.rules.neg(this.bound), (r, a) => r.carry(a))
  }
  abs(): Real {
    return this.unary('abs', this.x.rules.abs(this.bound), (r, a) => r.carry(a))
  }
  relu(): Real {
    return this.unary('relu', this.x.rules.relu(this.bound), (r, a) => r.carry(a))
  }
  square(): Real {
    return this.unary('square', this.x.rules.square(this.bound), (r, a, v) => r.mul(a, a, v))
  }
  sqrt(): Real {
    return this.unary('sqrt', this.x.rules.sqrt(this.bound), (r, a, v) => r.sqrt(a, v))
  }
  exp(): Real {
    return this.unary('exp', this.x.rules.exp(this.bound), (r, a, v) => r.exp(a, v))
  }
  log(): Real {
    return this.unary('log', this.x.rules.log(this.bound), (r, a, v) => r.log(a, v))
  }

  sum(axis?: number, keepDims = false): Real {
    if (axis === undefined) return this.overAll((all) => all.sum(0), keepDims)
    const at = normaliseAxis(axis, this.shape.length)
    const n = this.shape[at]
    const bound = this.x.rules.sum(this.bound, n, at === this.shape.length - 1)
    return this.reduce('sum', at, keepDims, bound, (r, a) => r.sum(a, at + 1, n))
  }
  max(axis?: number, keepDims = false): Real {
    if (axis === undefined) return this.overAll((all) => all.max(0), keepDims)
    const at = normaliseAxis(axis, this.shape.length)
    return this.reduce('max', at, keepDims, this.x.rules.extreme(this.bound), (r, a) => r.extreme(a, at + 1))
  }
  min(axis?: number, keepDims = false): Real {
    if (axis === undefined) return this.overAll((all) => all.min(0), keepDims)
    const at = normaliseAxis(axis, this.shape.length)
    return this.reduce('min', at, keepDims, this.x.rules.extreme(this.bound), (r, a) => r.extreme(a, at + 1))
  }

  matMul(other: Real): Real {
    const b = this.x.operand(other)
    const known = this.products.get(b)
    if (known) return known
    const shape = matMulShape(this.shape, b.shape)
    const n = this.shape[this.shape.length - 1]
    // A transposed factor is handed to the kernel as it lies in memory.
    const right = b.flipped && !b.made ? b.flipped : b
    const transposeB = right !== b
    const normB = transposeB ? right.bound.norm : undefined
    const bound = this.x.rules.matMul(this.bound, b.bound, n, normB)
    const rank = shape.length
    const left = this.x.aligned(this, rank)
    const factor = right.x.aligned(right, rank)
    const value = batchedProduct(this.x.tf, left.value, factor.value, transposeB)
    const error = this.x.running?.matMul(left, factor, n, transposeB)
    const product = new DeviceReal(this.x, shape, bound, { value, error })
    if (rank === 2) product.blocks = productBlocks(this.blocks, b.blocks)
    this.products.set(b, product)
    return product
  }

  transpose(): Real {
    if (this.shape.length < 2) throw new RangeError('an array of fewer than two axes has no transpose')
    const shape = [...this.shape.slice(0, -2), this.shape.at(-1)!, this.shape.at(-2)!]
    if (!this.transposed) {
      this.transposed =
        this.flipped ?? new DeviceReal(this.x, shape, copyBound(this.bound), { transposeOf: this })
      this.transposed.blocks ??= transposedBlocks(this.blocks)
    }
    return this.transposed
  }

  reshape(shape: Shape): Real {
    const wanted = [...shape]
    const open = wanted.indexOf(-1)
    if (open >= 0) {
      wanted[open] = 1
      wanted[open] = sizeOf(this.shape) / sizeOf(wanted)
    }
    if (sizeOf(wanted) !== sizeOf(this.shape)) {
      throw new RangeError(`[${this.shape.join(', ')}] cannot be reshaped to [${shape.join(', ')}]`)
    }
    const sameRows = wanted.at(-1) === this.shape.at(-1)
    return this.rearranged(wanted, sameRows, (t) => this.x.tf.reshape(t, [this.lanes, ...wanted]))
  }

  gather(indices: readonly number[], axis = 0): Real {
    const at = normaliseAxis(axis, this.shape.length)
    for (const i of indices) {
      if (!(Number.isInteger(i) && i >= 0 && i < this.shape[at])) {
        throw new RangeError(`index ${i} does not exist along axis ${axis} of [${this.shape.join(', ')}]`)
      }
    }
    const shape = this.shape.map((extent, i) => (i === at ? indices.length : extent))
    const positions = this.x.tf.tensor1d([...indices], 'int32')
    const bound = this.x.engine.gatherMultiplies ? this.x.rules.timesOne(this.bound) : this.bound
    const pick = (t: Tensor) => this.x.tf.gather(t, positions, at + 1)
    return this.rearranged(shape, at < this.shape.length - 1, pick, bound)
  }

  concat(other: Real, axis = 0): Real {
    const b = this.x.operand(other)
    const at = normaliseAxis(axis, this.shape.length)
    const shape = this.shape.map((extent, i) => (i === at ? extent + b.shape[i] : extent))
    const lanes = Math.max(this.lanes, b.lanes)
    const join = (p: Tensor, q: Tensor) =>
      this.x.tf.concat([this.x.spread(p, lanes), this.x.spread(q, lanes)], at + 1)
    const value = join(this.tensors.value, b.tensors.value)
    const errors = [this, b].map((side) => side.tensors.error ?? this.x.tf.zerosLike(side.tensors.value))
    const error = this.tensors.error || b.tensors.error ? join(errors[0], errors[1]) : undefined
    return new DeviceReal(this.x, shape, this.x.rules.union(this.bound, b.bound), { value, error })
  }

  belowMax(axis: number): Real {
    const at = normaliseAxis(axis, this.shape.length)
    const bound = this.x.rules.belowMax(this.bound)
    if (at !== this.shape.length - 1) delete bound.peak
    const { value } = this.tensors
    const shifted = this.x.tf.sub(value, this.x.tf.max(value, at + 1, true))
    const error = this.x.running?.belowMax(this.tensors, shifted)
    const out = new DeviceReal(this.x, this.shape, bound, { value: shifted, error })
    // Any number that a whole lane shares will do; below this one no exponential overflows.
    out.blocks = shiftedBlocks(this.blocks, (lane) => this.bound.hi[this.lanes === 1 ? 0 : lane])
    return out
  }

  less(other: Operand): Proposition {
    return new Atomic(new Comparison('less', this, this.x.comparand(other)))
  }
  atMost(other: Operand): Proposition {
    return new Atomic(new Comparison('atMost', this, this.x.comparand(other)))
  }
  equal(other: Operand): Proposition {
    return new Atomic(new Comparison('equal', this, this.x.comparand(other)))
  }
  sameOrder(other: Real): Proposition {
    return new Atomic(new SameOrder(this, this.x.operand(other)))
  }
  rank(): Rank {
    return deviceRank(this)
  }

  private binary(b: DeviceReal, op: BinaryOp, bound: LaneBound, rule: BinaryRule): DeviceReal {
    const shape = broadcastShapes(this.shape, b.shape)
    const left = this.x.aligned(this, shape.length)
    const right = this.x.aligned(b, shape.length)
    const value = this.x.tf[op](left.value, right.value)
    const error = this.x.running && rule(this.x.running, left, right, value)
    const out = new DeviceReal(this.x, shape, bound, { value, error })
    out.blocks = binaryBlocks(this, b, op, shape)
    return out
  }

  private unary(op: UnaryOp, bound: LaneBound, rule: UnaryRule): DeviceReal {
    const value = this.x.tf[op](this.tensors.value)
    const error = this.x.running && rule(this.x.running, this.tensors, value)
    const out = new DeviceReal(this.x, this.shape, bound, { value, error })
    out.blocks = unaryBlocks(this.blocks, op)
    return out
  }

  private overAll(reduce: (all: Real) => Real, keepDims: boolean): Real {
    const reduced = reduce(this.reshape([sizeOf(this.shape)]))
    return keepDims ? reduced.reshape(this.shape.map(() => 1)) : reduced
  }

  private reduce(
    op: ReduceOp,
    at: number,
    keepDims: boolean,
    bound: LaneBound,
    rule: ReduceRule,
  ): DeviceReal {
    const shape = reducedShape(this.shape, at, keepDims)
    const full = [this.lanes, ...shape]
    const value = this.x.tf[op](this.tensors.value, at + 1, keepDims)
    const error = this.x.running && rule(this.x.running, this.tensors)
    return new DeviceReal(this.x, shape, bound, { value, error: error && this.x.tf.reshape(error, full) })
  }

  private rearranged(
    shape: Shape,
    keepsRows: boolean,
    move: (tensor: Tensor) => Tensor,
    from = this.bound,
  ): DeviceReal {
    const bound = copyBound(from)
    if (keepsRows && from.norm) bound.norm = from.norm
    const { value, error } = this.tensors
    return new DeviceReal(this.x, shape, bound, { value: move(value), error: error && move(error) })
  }
}

type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'minimum' | 'maximum'
type UnaryOp = 'neg' | 'abs' | 'relu' | 'square' | 'sqrt' | 'exp' | 'log'
type ReduceOp = 'sum' | 'max' | 'min'
type Running = NonNullable<DeviceArithmetic['running']>
type Values = { value: Tensor; error: Tensor | undefined }
type BinaryRule = (rules: Running, a: Values, b: Values, value: Tensor) => Tensor | undefined
type UnaryRule = (rules: Running, a: Values, value: Tensor) => Tensor | undefined
type ReduceRule = (rules: Running, a: Values) => Tensor | undefined

/** The same limits without those that depend on the order of the axes. */
function copyBound(from: LaneBound): LaneBound {
  const out = new LaneBound(from.lanes)
  for (const field of ['lo', 'hi', 'rel', 'abs'] as const) out[field].set(from[field])
  return out
}
