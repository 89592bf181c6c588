import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { tensorOperations } from '../operations.ts'
import type { TensorFunctions, TensorOperation } from '../tensor-operation.ts'
import type { Arguments } from './arguments.ts'
import type { FoundPrecision } from './found.ts'
import { Recipe } from './recipe.ts'
import { WorstErrors } from './worst-errors.ts'

/** How many pairs of arguments a sample has. */
const SAMPLE = 2 ** 18
const CHUNK = 2 ** 20

export interface FunctionOptions {
  readonly seed: number
  /** Goes through every float32 of the functions of one number that have limits of their own: minutes. */
  readonly exhaustive: boolean
  /** Called with what is measured and how much of it is done, in [0, 1]. */
  readonly progress: (what: string, done: number) => void
}

/** Errors of the elementwise operations, in units of 2^-23 of the true result. */
export async function measureFunctions(
  tf: TensorFunctions,
  stated: ErrorLimits,
  options: FunctionOptions,
): Promise<FoundPrecision['functions']> {
  const found: FoundPrecision['functions'] = {}
  for (const [name, operation] of tensorOperations())
    if (operation.errors) found[name] = await errorsOf(tf, name, operation, stated, options)
  return found
}

/** Errors of one of them. */
export async function errorsOf(
  tf: TensorFunctions,
  name: string,
  operation: TensorOperation,
  stated: ErrorLimits,
  { seed, exhaustive, progress }: FunctionOptions,
): Promise<FoundPrecision['functions'][string]> {
  const worst = new WorstErrors(name, operation, stated)
  await worst.take(tf, ...sample(operation.errors!, new Recipe(seed + name.length), SAMPLE))
  if (exhaustive && operation.errors!.every) {
    const { from, to, signs } = operation.errors!.every
    for (let start = from; start <= to; start += CHUNK) {
      progress(name, (start - from) / (to - from + 1))
      for (let sign = 0; sign < signs; sign++) {
        const x = patternsFrom(start + sign * 2 ** 31, Math.min(CHUNK, to - start + 1))
        await worst.take(tf, x, x)
      }
    }
  }
  progress(name, 1)
  return worst.found
}

/** The float32 with these bit patterns. */
const patternsFrom = (start: number, length: number): Float32Array =>
  new Float32Array(Uint32Array.from({ length }, (_, i) => start + i).buffer)

/** So many pairs of arguments, first those that are edges. */
export function sample(
  { edges, draw }: Arguments,
  recipe: Recipe,
  count: number,
): [Float32Array, Float32Array] {
  const x = new Float32Array(count)
  const y = new Float32Array(count)
  for (let i = 0; i < count; i++) [x[i], y[i]] = edges[i] ?? draw(recipe)
  return [x, y]
}
