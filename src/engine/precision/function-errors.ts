import type { TensorFunctions, TensorOperation } from '../tensor-operation.ts'
import { tensorOperations } from '../operations.ts'
import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'
import { computed } from './computed.ts'
import { capped, type FoundPrecision } from './found.ts'
import type { Arguments } from './arguments.ts'
import { bitsOf, LARGEST_FLOAT, Recipe } from './recipe.ts'

type Found = FoundPrecision['functions'][string]

/** How many pairs of arguments a sample has. */
const SAMPLE = 2 ** 18
const CHUNK = 2 ** 20
const ULP = 2 ** -23
/** More than the error of a float64 reference, in ulp of float32; sums and products are exact in float64. */
const REFERENCE = 2 ** -27

export interface FunctionOptions {
  readonly seed: number
  /** Goes through every float32 of the functions of one number that have limits of their own. */
  readonly exhaustive: boolean
  /** Called with what is measured and how much of it is done, in [0, 1]. */
  readonly progress: (what: string, done: number) => void
  /** Only these patterns of an exhaustive measurement; for tests. */
  readonly patterns?: { readonly from: number; readonly to: number }
  /** Only these operations; for tests. */
  readonly only?: readonly string[]
}

/** Errors of the elementwise operations, in units of 2^-23 of the true result. */
export async function measureFunctions(
  tf: TensorFunctions,
  stated: ErrorLimits,
  { seed, exhaustive, progress, patterns, only }: FunctionOptions,
): Promise<FoundPrecision['functions']> {
  const out: FoundPrecision['functions'] = {}
  for (const [name, operation] of tensorOperations()) {
    if (!operation.errors || (only && !only.includes(name))) continue
    const worst = new Worst(name, operation, stated)
    await worst.take(tf, ...sample(operation.errors, new Recipe(seed + name.length)))
    if (exhaustive && operation.errors.every) {
      const { signs } = operation.errors.every
      const from = Math.max(operation.errors.every.from, patterns?.from ?? 0)
      const to = Math.min(operation.errors.every.to, patterns?.to ?? Infinity)
      for (let start = from; start <= to; start += CHUNK) {
        progress(name, (start - from) / (to - from + 1))
        const length = Math.min(CHUNK, to - start + 1)
        for (let sign = 0; sign < signs; sign++) {
          const x = patternsFrom(start + sign * 2 ** 31, length)
          await worst.take(tf, x, x)
        }
      }
    }
    progress(name, 1)
    out[name] = worst.found
  }
  return out
}

/** The float32 with these bit patterns. */
function patternsFrom(start: number, length: number): Float32Array {
  const words = new Uint32Array(length)
  for (let i = 0; i < length; i++) words[i] = start + i
  return new Float32Array(words.buffer)
}

function sample({ edges, draw }: Arguments, recipe: Recipe): [Float32Array, Float32Array] {
  const x = new Float32Array(SAMPLE)
  const y = new Float32Array(SAMPLE)
  for (let i = 0; i < SAMPLE; i++) [x[i], y[i]] = edges[i] ?? draw(recipe)
  return [x, y]
}

/** The largest errors so far. */
class Worst {
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

  async take(tf: TensorFunctions, x: Float32Array, y: Float32Array): Promise<void> {
    const values = await computed(tf, () => this.operation.call(tf, tf.tensor1d(x), tf.tensor1d(y)))
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
    if (argument <= BELOW_PI) this.result.absolute = Math.max(this.result.absolute, error)
    else {
      const exponent = (bitsOf(argument) >> 23) - 127
      this.byExponent[exponent] = Math.max(this.byExponent[exponent], error)
    }
  }

  /** An error beyond the stated limits counts against the absolute one where there is one, else against the relative one. */
  private exceed(error: number, ulps: number, x: number, size: number): void {
    const { result, name, operation, stated } = this
    const absolute = operation.errors!.absolute
    if (absolute && x >= absolute.from && x <= absolute.to) {
      result.absolute = Math.max(result.absolute, error)
      if (stated[absolute.limit] > 0) {
        const over = error - stated.ulps[name as keyof ErrorLimits['ulps']] * ULP * size
        if (over > stated[absolute.limit]) result.beyond.absolute = Math.max(result.beyond.absolute, over)
        return
      }
    }
    const ofArgument = name === 'exp' ? stated.expUlpsPerUnit * Math.abs(x) : 0
    result.beyond.ulps = Math.max(result.beyond.ulps, ulps - ofArgument)
  }
}
