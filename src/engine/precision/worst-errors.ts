import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'
import type { TensorFunctions, TensorOperation } from '../tensor-operation.ts'
import { entriesOf } from './computed.ts'
import { capped, type FoundPrecision } from './found.ts'
import { bitsOf, LARGEST_FLOAT } from './recipe.ts'

type Found = FoundPrecision['functions'][string]

const ULP = 2 ** -23
/** More than the error of a float64 reference, in ulp of float32; sums and products are exact in float64. */
const REFERENCE = 2 ** -27

/** The largest errors of an elementwise operation so far. */
export class WorstErrors {
  private readonly result: Found = {
    ulps: 0,
    at: [],
    absolute: 0,
    beyond: { ulps: 0, absolute: 0 },
    arguments: 0,
  }
  /** By exponent of the argument: largest absolute errors of sin and cos beyond π. */
  private readonly byExponent = new Float64Array(128)

  constructor(
    private readonly name: string,
    private readonly operation: TensorOperation,
    private readonly stated: ErrorLimits,
  ) {}

  get found(): Found {
    if (!this.operation.errors!.trigonometric) return this.result
    let largest = this.result.absolute
    const growth: NonNullable<Found['growth']> = []
    this.byExponent.forEach((error, exponent) => {
      if (error > largest) growth.push({ below: 2 ** (exponent + 1), error: (largest = error) })
    })
    return { ...this.result, growth }
  }

  /** Looks at the results of arguments x, or of pairs of x and y. */
  async take(tf: TensorFunctions, x: Float32Array, y: Float32Array): Promise<void> {
    const values = await entriesOf(tf, this.operation, x, y)
    this.result.arguments += x.length
    for (let i = 0; i < values.length; i++) this.compare(values[i], x[i], y[i])
  }

  private compare(value: number, x: number, y: number): void {
    const { result, name, operation, stated } = this
    const truth = operation.exact(x, y)
    const size = Math.abs(truth)
    // What overflows is looked at elsewhere.
    if (size > LARGEST_FLOAT) return
    const error = Math.abs(value - truth)
    // A subnormal result may be flushed, and so may one that rounds to the smallest normal number.
    const flushed = size < stated.flushBelow * (1 + ULP) ? stated.flushBelow : 0
    if (error <= flushed) return
    const ulps = capped((error - flushed) / size) / ULP + (name in stated.ulps ? REFERENCE : 0)
    if (ulps > result.ulps) {
      result.ulps = ulps
      result.at = operation.takes === 2 ? [x, y] : [x]
    }
    if (operation.errors!.trigonometric) this.grow(capped(error), Math.abs(x))
    else this.exceed(capped(error), ulps, x, size)
  }

  private grow(error: number, argument: number): void {
    const { result, byExponent } = this
    const exponent = (bitsOf(argument) >> 23) - 127
    if (argument <= BELOW_PI) result.absolute = Math.max(result.absolute, error)
    else byExponent[exponent] = Math.max(byExponent[exponent], error)
  }

  /** An error beyond the stated limits counts against the absolute one where there is one, else against the relative one. */
  private exceed(error: number, ulps: number, x: number, size: number): void {
    const { result, name, operation, stated } = this
    const { beyond } = result
    const absolute = operation.errors!.absolute
    if (absolute && x >= absolute.from && x <= absolute.to) {
      result.absolute = Math.max(result.absolute, error)
      const limit = stated[absolute.limit]
      if (limit > 0) {
        const over = error - stated.ulps[name as keyof ErrorLimits['ulps']] * ULP * size
        if (over > limit) beyond.absolute = Math.max(beyond.absolute, over)
        return
      }
    }
    const ofArgument = name === 'exp' ? stated.expUlpsPerUnit * Math.abs(x) : 0
    beyond.ulps = Math.max(beyond.ulps, ulps - ofArgument)
  }
}
