import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Device } from './device.ts'
import type { ErrorLimits } from './error-limits.ts'
import { batchedProduct } from './batched-product.ts'
import { LARGEST_DIVISOR } from './elementwise-rules.ts'
import { ULP } from './rule-base.ts'

/** A tensor of computed values and one of bounds on their errors, entry by entry; no bound means exact. */
export interface Bounded {
  readonly value: Tensor
  readonly error: Tensor | undefined
}

/** Values and bounds beyond this are given up: no bound may overflow, since kernels can lose a NaN. */
const GIVE_UP = 2 ** 40

/**
 * The running bound: the same error analysis as the static one (Higham, chapter 3.3), entry by entry, in tensors
 * of the engine itself. The bounds are float32 numbers, so each is inflated for its own rounding and carries an
 * absolute term for what underflows. Quotients divide before they multiply: |v|·e can underflow before a small
 * denominator amplifies it.
 *
 * Whatever leaves the range in which this is sound marks its lane in `flags`.
 */
export class RunningRules {
  /** Tensors [lanes] that are 1 where the running bound must not be used. */
  readonly flags: Tensor[] = []
  private readonly tf: typeof tfTypes
  private readonly u: number
  private readonly floor: number
  private readonly limits: ErrorLimits
  /** How much too small a bound may come out because of the functions that form it. */
  private readonly functionErrors: number

  constructor(engine: Device) {
    this.tf = engine.tf
    this.limits = engine.profile
    this.u = this.limits.unitRoundoff
    this.floor = 4 * this.limits.flushBelow
    this.functionErrors =
      this.relative('div') + this.relative('exp') + this.relative('sqrt') + this.limits.expUlpsPerUnit * ULP
  }

  add(a: Bounded, b: Bounded, value: Tensor): Tensor {
    return this.finish(this.total([a.error, b.error, this.share(value, this.u)]))
  }

  sub(a: Bounded, b: Bounded, value: Tensor): Tensor {
    return this.add(a, b, value)
  }

  mul(a: Bounded, b: Bounded, value: Tensor): Tensor {
    const { mul, abs } = this.tf
    const parts = [this.share(value, this.u)]
    if (b.error) parts.push(mul(abs(a.value), b.error))
    if (a.error) parts.push(mul(this.total([abs(b.value), b.error]), a.error))
    return this.finish(this.total(parts))
  }

  div(a: Bounded, b: Bounded, value: Tensor): Tensor {
    const { mul, abs, div, sub, add, greater, lessEqual } = this.tf
    const size = abs(b.value)
    this.flagUnless(lessEqual(size, LARGEST_DIVISOR))
    const parts = [this.share(value, this.relative('div'))]
    let least = size
    if (b.error) {
      least = sub(size, b.error)
      this.flagUnless(greater(least, mul(b.error, 1 + 2 ** -10)))
      parts.push(mul(abs(value), add(div(b.error, least), this.floor)))
    } else {
      this.flagUnless(greater(size, this.floor))
    }
    if (a.error) parts.push(div(a.error, least))
    return this.finish(this.total(parts))
  }

  exp(a: Bounded, value: Tensor): Tensor {
    const { mul, exp, add, lessEqual } = this.tf
    const perUnit = this.limits.expUlpsPerUnit * ULP
    const ulps = this.relative('exp')
    const own = perUnit === 0 ? this.share(value, ulps) : mul(value, add(this.share(a.value, perUnit), ulps))
    if (!a.error) return this.finish(own)
    this.flagUnless(lessEqual(a.error, 1))
    // e^ε - 1 ≤ ε e^ε
    return this.finish(add(own, mul(value, mul(a.error, exp(a.error)))))
  }

  log(a: Bounded, value: Tensor): Tensor {
    const { mul, add, div, sub, greater } = this.tf
    const relative = this.relative('log')
    const own = add(this.share(value, relative), this.limits.logAbsolute * (1 + relative))
    const doubled = a.error && mul(a.error, 2)
    this.flagUnless(greater(a.value, this.total([this.floor, doubled])))
    return this.finish(a.error ? add(own, div(a.error, sub(a.value, a.error))) : own)
  }

  tanh(a: Bounded, value: Tensor): Tensor {
    const relative = this.relative('tanh')
    const own = this.tf.add(this.share(value, relative), this.limits.tanhAbsolute * (1 + relative))
    // Its slope is at most 1.
    return this.finish(this.total([own, a.error]))
  }

  sin(a: Bounded, value: Tensor): Tensor {
    const { absolute, upTo } = this.limits.trigonometric
    this.flagUnless(this.tf.lessEqual(this.tf.abs(a.value), absolute < 1 ? upTo : -1))
    return this.finish(this.total([this.tf.fill(value.shape, absolute), a.error]))
  }

  cos(a: Bounded, value: Tensor): Tensor {
    return this.sin(a, value)
  }

  sqrt(a: Bounded, value: Tensor): Tensor {
    const { add, div, greater } = this.tf
    const own = this.share(value, this.relative('sqrt'))
    this.flagUnless(greater(a.value, this.total([this.floor, a.error])))
    return this.finish(a.error ? add(own, div(a.error, value)) : own)
  }

  /** As of every operation that does not enlarge a difference and does not round. */
  neg(a: Bounded): Tensor | undefined {
    return a.error && this.tf.add(a.error, this.floor)
  }

  abs(a: Bounded): Tensor | undefined {
    return this.neg(a)
  }

  relu(a: Bounded): Tensor | undefined {
    return this.neg(a)
  }

  square(a: Bounded, value: Tensor): Tensor {
    return this.mul(a, a, value)
  }

  /** The larger error of two, or a little more. */
  minimum(a: Bounded, b: Bounded, value: Tensor): Tensor | undefined {
    // Zeros of the result's shape: the one that has errors may be the one that was broadcast.
    return a.error || b.error
      ? this.finish(this.total([this.tf.zerosLike(value), a.error, b.error]))
      : undefined
  }

  maximum(a: Bounded, b: Bounded, value: Tensor): Tensor | undefined {
    return this.minimum(a, b, value)
  }

  /** Where the computed sign of b may not be the true one, all of a may be wrong. */
  gate(a: Bounded, b: Bounded, value: Tensor): Tensor | undefined {
    if (!b.error && this.floor === 0) return a.error && this.minimum(a, b, value)
    const { abs, add, greater, where, zerosLike } = this.tf
    const sure = greater(abs(b.value), this.total([this.floor, b.error]))
    const known = a.error ?? zerosLike(a.value)
    return this.finish(add(where(sure, known, add(abs(a.value), known)), zerosLike(value)))
  }

  sum(a: Bounded, axis: number, n: number): Tensor {
    const { sum, add } = this.tf
    this.flagUnlessFew(n * this.u)
    const own = this.tf.mul(sum(this.tf.abs(a.value), axis, true), n * this.u)
    return this.finish(a.error ? add(own, sum(a.error, axis, true)) : own, n)
  }

  extreme(a: Bounded, axis: number): Tensor | undefined {
    if (!a.error) return undefined
    this.flagUnlessTame(a.error)
    return this.tf.add(this.tf.max(a.error, axis, true), this.floor)
  }

  /**
   * The product of the sizes, on the same kernel, and so with its errors. What it flushes is made up for where it
   * would be multiplied by the other factor: a small factor, or a small bound on one, must not vanish.
   */
  matMul(a: Bounded, b: Bounded, n: number, transposeB: boolean): Tensor {
    const { productRoundoff, productAccumulation, productFlushBelow, productOverflowAbove } = this.limits
    const { abs, mul, add, sum, lessEqual, reshape } = this.tf
    const u = Math.max(this.u, productAccumulation)
    this.flagUnlessFew(Math.max(n * u, 2 * productRoundoff))
    const floor = 4 * Math.max(productFlushBelow, this.limits.flushBelow)
    const coarse = productFlushBelow > this.limits.flushBelow
    const rounding = (1 + productRoundoff / (1 - productRoundoff)) ** 2 / (1 - Math.min(n * u, 0.5)) - 1
    const product = (left: Tensor, right: Tensor) => batchedProduct(this.tf, left, right, transposeB)
    const absA = abs(a.value)
    const absB = abs(b.value)
    const grown = this.total([mul(absB, 1 + rounding), b.error, floor])
    let bound = product(coarse ? add(absA, floor) : absA, this.total([mul(absB, rounding), b.error, floor]))
    if (a.error || coarse) {
      const errorA = a.error ? add(a.error, floor) : this.tf.fill(a.value.shape, floor)
      bound = add(bound, product(errorA, grown))
    }
    if (productOverflowAbove < GIVE_UP) {
      const inLane = (x: Tensor) => sum(reshape(x, [x.shape[0], -1]), 1)
      const sizes = [this.total([absA, a.error, floor]), grown].map(inLane) as [Tensor, Tensor]
      for (const size of [...sizes, mul(...sizes)]) this.flagUnless(lessEqual(size, productOverflowAbove / 2))
    }
    return this.finish(bound, n, u, floor, 8 * productRoundoff)
  }

  belowMax(a: Bounded, value: Tensor): Tensor {
    return this.finish(this.total([a.error, this.share(value, this.u)]))
  }

  /** Marks lanes in which an entry is not a number of moderate size. */
  flagUnlessTame(value: Tensor): void {
    // A sum, because it cannot lose a NaN or an infinity.
    const { sum, reshape, mul, abs, sub, cast, lessEqual } = this.tf
    const total = sum(reshape(mul(abs(value), 1 / GIVE_UP), [value.shape[0], -1]), 1)
    this.flags.push(sub(1, cast(lessEqual(total, 1), 'float32')))
  }

  private flagUnless(condition: Tensor): void {
    const { sum, reshape, cast, less } = this.tf
    const held = reshape(cast(condition, 'float32'), [condition.shape[0], -1])
    this.flags.push(cast(less(sum(held, 1), held.shape[1]!), 'float32'))
  }

  private share(value: Tensor, factor: number): Tensor {
    return this.tf.mul(this.tf.abs(value), factor)
  }

  /** Marks all lanes when so many roundings follow each other that the rules for them no longer hold. */
  private flagUnlessFew(roundings: number): void {
    if (!(roundings <= 1 / 2)) this.flags.push(this.tf.ones([1]))
  }

  /** A function's largest error, relative to the computed result. */
  private relative(name: keyof ErrorLimits['ulps']): number {
    const error = this.limits.ulps[name] * ULP
    return error < 1 ? error / (1 - error) : Infinity
  }

  private total(parts: (Tensor | number | undefined)[]): Tensor {
    return parts
      .filter((part) => part !== undefined)
      .reduce((a: Tensor | number, b) => this.tf.add(a, b)) as Tensor
  }

  /**
   * Inflates a bound for the rounding of `n` + 16 operations, for the difference between u and u/(1 - 2nu), for the
   * errors of functions and of a product's factors, and for what underflowed.
   */
  private finish(bound: Tensor, n = 1, u = this.u, floor = this.floor, factors = 0): Tensor {
    const inflation = 1 + 8 * (n + 16) * u + 4 * this.functionErrors + factors
    return this.tf.add(this.tf.mul(bound, inflation), (n + 4) * floor)
  }
}
