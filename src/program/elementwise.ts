import type { Operand, Real } from './real.ts'
import type { Binary, Unary } from './step.ts'

/** The operations that work entry by entry, as methods. */
export interface Elementwise extends Record<Unary, () => Real>, Record<Binary, (other: Operand) => Real> {
  /** -x. */
  neg(): Real
  /** |x|. */
  abs(): Real
  /** max(x, 0). */
  relu(): Real
  /** x². */
  square(): Real
  /** √x; of a negative number anything. */
  sqrt(): Real
  /** e^x. */
  exp(): Real
  /** The natural logarithm; of a number that is not positive anything. */
  log(): Real
  /** The hyperbolic tangent. */
  tanh(): Real
  /** The sine, of radians. */
  sin(): Real
  /** The cosine, of radians. */
  cos(): Real
  /** x + y. */
  add(other: Operand): Real
  /** x - y. */
  sub(other: Operand): Real
  /** x · y. */
  mul(other: Operand): Real
  /** x / y; where y can be 0 anything. */
  div(other: Operand): Real
  /** The smaller of both. */
  minimum(other: Operand): Real
  /** The larger of both. */
  maximum(other: Operand): Real
  /** x where y > 0, and 0 elsewhere, whether or not x exists there. */
  wherePositive(other: Operand): Real
  /** x where y ≥ 0, and 0 elsewhere, whether or not x exists there. */
  whereNonNegative(other: Operand): Real
}
