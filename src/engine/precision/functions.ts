import type { ErrorLimits } from '../profile.ts'
import { computed, type Kernels } from './computed.ts'
import { capped, type FoundPrecision } from './found.ts'
import { FUNCTIONS, type FunctionProbe } from './function-probes.ts'
import { Recipe } from './recipe.ts'

type Found = FoundPrecision['functions'][string]

/** How many pairs of arguments a sample has. */
export const SAMPLE = 2 ** 18
const CHUNK = 2 ** 20
const ULP = 2 ** -23
const LARGEST = (2 - 2 ** -23) * 2 ** 127
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
}

/** Errors of the elementwise operations, in units of 2^-23 of the true result. */
export async function measureFunctions(
  tf: Kernels,
  stated: ErrorLimits,
  { seed, exhaustive, progress, patterns }: FunctionOptions,
): Promise<FoundPrecision['functions']> {
  const out: FoundPrecision['functions'] = {}
  const ones = new Float32Array(exhaustive ? CHUNK : 0).fill(1)
  for (const [name, probe] of Object.entries(FUNCTIONS)) {
    const worst = new Worst(name, probe, stated)
    await worst.take(tf, ...sample(probe, new Recipe(seed + name.length)))
    if (exhaustive && probe.every) {
      const { signs } = probe.every
      const from = Math.max(probe.every.from, patterns?.from ?? 0)
      const to = Math.min(probe.every.to, patterns?.to ?? Infinity)
      for (let start = from; start <= to; start += CHUNK) {
        progress(name, (start - from) / (to - from + 1))
        const length = Math.min(CHUNK, to - start + 1)
        for (let sign = 1; sign <= signs; sign++) {
          await worst.take(
            tf,
            patternsFrom(sign === 2 ? start + 2 ** 31 : start, length),
            ones.subarray(0, length),
          )
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

function sample({ edges, draw }: FunctionProbe, recipe: Recipe): [Float32Array, Float32Array] {
  const x = new Float32Array(SAMPLE)
  const y = new Float32Array(SAMPLE)
  for (let i = 0; i < SAMPLE; i++) [x[i], y[i]] = edges[i] ?? draw(recipe)
  return [x, y]
}

/** The largest errors so far. */
class Worst {
  readonly found: Found = {
    ulps: 0,
    at: [],
    absolute: 0,
    beyond: { ulps: 0, absolute: 0 },
    arguments: 0,
  }

  constructor(
    private readonly name: string,
    private readonly probe: FunctionProbe,
    private readonly stated: ErrorLimits,
  ) {}

  async take(tf: Kernels, x: Float32Array, y: Float32Array): Promise<void> {
    const values = await computed(tf, () => this.probe.kernel(tf, tf.tensor1d(x), tf.tensor1d(y)))
    this.found.arguments += x.length
    for (let i = 0; i < values.length; i++) this.compare(values[i], x[i], y[i])
  }

  private compare(value: number, x: number, y: number): void {
    const { found, name, stated } = this
    const truth = this.probe.truth(x, y)
    const size = Math.abs(truth)
    // What overflows is looked at elsewhere.
    if (size > LARGEST) return
    const error = Math.abs(value - truth)
    // A result that may be flushed; one that rounds to the smallest normal number among them.
    const flushed = size < stated.flushBelow * (1 + ULP) ? stated.flushBelow : 0
    if (error <= flushed) return
    const ulps = capped((error - flushed) / size) / ULP + (name in stated.ulps ? REFERENCE : 0)
    if (ulps > found.ulps) {
      found.ulps = ulps
      found.at = ['add', 'sub', 'mul', 'div'].includes(name) ? [x, y] : [x]
    }
    if (name === 'log' && x >= 0.5 && x <= 2) found.absolute = Math.max(found.absolute, capped(error))
    // Where an absolute limit is stated it is the one that fails; else the relative one.
    if (name === 'log' && x >= 0.5 && x <= 2 && stated.logAbsolute > 0) {
      const over = capped(error) - stated.ulps.log * ULP * size
      if (over > stated.logAbsolute) found.beyond.absolute = Math.max(found.beyond.absolute, over)
      return
    }
    const ofArgument = name === 'exp' ? stated.expUlpsPerUnit * Math.abs(x) : 0
    found.beyond.ulps = Math.max(found.beyond.ulps, ulps - ofArgument)
  }
}
