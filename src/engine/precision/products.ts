import type { TensorFunctions } from '../tensor-operation.ts'
import { ADDENDS } from './arguments.ts'
import { capped, powerAbove, type FoundPrecision } from './found.ts'
import { factorsOf, unitRows } from './product-factors.ts'
import { multiplied, PATHS, type Fill, type Path } from './product-paths.ts'
import { factorRange } from './product-range.ts'
import { Recipe } from './recipe.ts'

type Found = FoundPrecision['products']

/**
 * What the matrix products of an engine make of their factors. A factor's error is seen where everything else is
 * exact, the other factor being a row of the unit matrix; an addition's in 1 + x of few bits; what else goes wrong, in
 * random products of widely spread size, against sums in float64.
 */
export async function measureProducts(tf: TensorFunctions, seed: number): Promise<Found> {
  const recipe = new Recipe(seed)
  const factors: { error: number; bits: number }[] = []
  for (const path of PATHS) factors.push(await factorsOf(tf, path, recipe))
  const factorError = Math.max(...factors.map(({ error }) => error))
  const kept = Math.min(...factors.map(({ bits }) => bits))
  const range = await factorRange(tf, kept)
  // Nothing may overflow or vanish, which is measured elsewhere.
  const exponents = range.overflowAbove > 2 ** 40 && range.flushBelow < 2 ** -40 ? 8 : 2
  const paths: Found['paths'] = {}
  let accumulationError = 0
  for (const [i, path] of PATHS.entries()) {
    const { error } = factors[i]
    const accumulated = await accumulationOf(tf, path, recipe, error, exponents)
    paths[path[0]] = { factorError: error, accumulationError: accumulated }
    accumulationError = Math.max(accumulationError, accumulated)
  }
  return { ...roundingOf(factorError, kept), factorError, accumulationError, ...range, paths }
}

/** The largest relative error of one product or addition, after what the factors' own errors explain. */
async function accumulationOf(
  tf: TensorFunctions,
  path: Path,
  recipe: Recipe,
  factorError: number,
  exponents: number,
): Promise<number> {
  const [, , , d, n] = path
  const factor = powerAbove(factorError)
  const carried = 2 * factor + factor * factor
  let worst = 0
  const take = (error: number) => (worst = Math.max(worst, capped(error)))
  const unit = unitRows(path)
  const scaledUnit: Fill = (lane, i, j) => unit(lane, i, j) * recipe.significand()
  for (const { got, exact, sizes } of await multiplied(tf, path, scaledUnit, () => recipe.significand()))
    take((Math.abs(got - exact) / sizes - carried) / (1 + carried))
  if (d > 1) {
    const pair: Fill = (lane, j, c) => {
      const second = ((c % d) + 1 + (c % (d - 1))) % d
      return j === second ? ADDENDS[(lane * n + c) % ADDENDS.length] : unit(lane, c, j)
    }
    for (const { got, exact } of await multiplied(tf, path, () => 1, pair))
      take(Math.abs(got - exact) / exact)
  }
  const spread: Fill = () => recipe.graded(-exponents, exponents)
  for (const { got, exact, sizes } of await multiplied(tf, path, spread, spread)) {
    // The reference errs by d·2^-53; γ = du/(1 - du) is solved for u.
    const gamma = (Math.abs(got - exact) / sizes - d * 2 ** -53 - carried) / (1 + carried)
    take(gamma / (d * (1 + gamma)))
  }
  return worst
}

function roundingOf(error: number, kept: number): Pick<Found, 'bits' | 'rounding'> {
  if (error === 0) return { bits: 23, rounding: 'none' }
  const limit = powerAbove(error)
  if (limit === 2 ** -(kept + 1)) return { bits: kept, rounding: 'nearest' }
  if (limit === 2 ** -kept) return { bits: kept, rounding: 'truncated' }
  return { bits: Math.min(23, -Math.log2(limit)), rounding: 'other' }
}
