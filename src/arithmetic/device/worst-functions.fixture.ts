import type { Recipe } from '../../engine/precision/recipe.ts'
import { IEEE_FLOAT32, type ErrorLimits } from './error-limits.ts'
import { wasm } from '../../engine/wasm.ts'
import { WGSL } from '../../engine/webgpu/stated.ts'

/** Functions whose slope is at most 1, with values in [-1, 1]. */
export const FUNCTIONS = { tanh: Math.tanh, sin: Math.sin, cos: Math.cos }
export type FunctionName = keyof typeof FUNCTIONS

/** Limits that engines have, and some that none has. */
export const LIMITS: Readonly<Record<string, ErrorLimits>> = {
  IEEE: IEEE_FLOAT32,
  wasm: wasm.stated,
  WGSL,
  coarse: {
    ...IEEE_FLOAT32,
    ulps: { ...IEEE_FLOAT32.ulps, tanh: 2 ** 20 },
    tanhAbsolute: 2 ** -9,
    trigonometric: { absolute: 0.1, upTo: 64 },
  },
}

/** The float64 rounding of a test must not count. */
const NEARLY = 1 - 2 ** -20

/** What a kernel may return that errs as much as the limits allow, in a direction of the recipe's. */
export function worstOf(name: FunctionName, limits: ErrorLimits, x: number, recipe: Recipe): number {
  const { ulps, tanhAbsolute, trigonometric, flushBelow } = limits
  const flushed = (y: number) => (Math.abs(y) < flushBelow && recipe.unit() < 0.5 ? 0 : y)
  const side = recipe.unit() < 0.5 ? -1 : 1
  const exact = FUNCTIONS[name](flushed(x))
  const error =
    name === 'tanh' ? Math.abs(exact) * ulps.tanh * 2 ** -23 + tanhAbsolute : trigonometric.absolute
  return flushed(exact + side * error * NEARLY)
}

/** A float32 of any size that matters: mostly moderate, now and then zero, tiny or huge. */
export function argument(recipe: Recipe): number {
  const kind = recipe.unit()
  if (kind < 0.05) return 0
  if (kind < 0.1) return recipe.graded(-140, -100)
  if (kind < 0.2) return recipe.graded(20, 120)
  return recipe.graded(-24, 6)
}
