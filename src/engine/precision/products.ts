import type { TensorFunctions } from '../tensor-operation.ts'
import { ADDENDS } from './arguments.ts'
import { capped, powerAbove, type FoundPrecision } from './found.ts'
import { multiplied, PATHS, type Fill, type Path } from './product-paths.ts'
import { factorRange } from './product-range.ts'
import { Recipe } from './recipe.ts'

/**
 * Factors that show how many bits p are kept: for every p one that rounding to nearest gets most wrong, by 2^-(p+1),
 * and one that truncation does, by 2^-p.
 */
const SENTINELS: readonly number[] = Array.from({ length: 23 }, (_, p) => [
  1 + 2 ** -(p + 1),
  ...(p > 0 ? [1 + 2 ** -p - 2 ** -23] : []),
]).flat()

/**
 * What the matrix products of an engine make of their factors. A factor's error is seen where everything else is
 * exact, the other factor being a row of the unit matrix; an addition's in 1 + x of few bits; what else goes wrong, in
 * random products of widely spread size, against sums in float64.
 */
export async function measureProducts(
  tf: TensorFunctions,
  seed: number,
): Promise<FoundPrecision['products']> {
  const recipe = new Recipe(seed)
  const factors: { error: number; bits: number }[] = []
  for (const path of PATHS) factors.push(await factorsOf(tf, path, recipe))
  const factorError = Math.max(...factors.map(({ error }) => error))
  const kept = Math.min(...factors.map(({ bits }) => bits))
  const range = await factorRange(tf, kept)
  // Nothing may overflow or vanish, which is measured elsewhere.
  const exponents = range.overflowAbove > 2 ** 40 && range.flushBelow < 2 ** -40 ? 8 : 2
  const paths: FoundPrecision['products']['paths'] = {}
  for (const [i, path] of PATHS.entries()) {
    const { error } = factors[i]
    paths[path.name] = {
      factorError: error,
      accumulationError: await accumulationOf(tf, path, recipe, error, exponents),
    }
  }
  return {
    ...roundingOf(factorError, kept),
    factorError,
    accumulationError: Math.max(...Object.values(paths).map((found) => found.accumulationError)),
    ...range,
    paths,
  }
}

const unitLeft =
  ({ d }: Path): Fill =>
  (_, i, j) =>
    i % d === j ? 1 : 0
const unitRight =
  ({ d }: Path): Fill =>
  (_, j, c) =>
    c % d === j ? 1 : 0

/** The largest relative error of a factor, and how many of the bits 2^-1, 2^-2, … all come through. */
async function factorsOf(
  tf: TensorFunctions,
  path: Path,
  recipe: Recipe,
): Promise<{ error: number; bits: number }> {
  const full: Fill = (lane, row, column) => {
    const at = (lane * 131 + row) * 61 + column
    const sentinel = at % (2 * SENTINELS.length)
    return sentinel < SENTINELS.length ? SENTINELS[sentinel] * (at & 128 ? -1 : 1) : recipe.significand()
  }
  let worst = 0
  let bits = 23
  for (const [a, b] of [
    [full, unitRight(path)],
    [unitLeft(path), full],
  ] as const) {
    for (const { got, exact } of await multiplied(tf, path, a, b)) {
      const error = Math.abs(got - exact) / Math.abs(exact)
      worst = Math.max(worst, capped(error))
      const last = -Math.log2(Math.abs(exact) - 1)
      if (error !== 0 && Number.isInteger(last)) bits = Math.min(bits, last - 1)
    }
  }
  return { error: worst, bits }
}

/** The largest relative error of one product or addition, after what the factors' own errors explain. */
async function accumulationOf(
  tf: TensorFunctions,
  path: Path,
  recipe: Recipe,
  factorError: number,
  exponents: number,
): Promise<number> {
  const { d, n } = path
  const factor = powerAbove(factorError)
  const carried = 2 * factor + factor * factor
  let worst = 0
  const take = (error: number) => (worst = Math.max(worst, capped(error)))
  const scaledUnit: Fill = (lane, i, j) => unitLeft(path)(lane, i, j) * recipe.significand()
  for (const { got, exact, sizes } of await multiplied(tf, path, scaledUnit, () => recipe.significand()))
    take((Math.abs(got - exact) / sizes - carried) / (1 + carried))
  if (d > 1) {
    const pair: Fill = (lane, j, c) => {
      const second = ((c % d) + 1 + (c % (d - 1))) % d
      return j === second ? ADDENDS[(lane * n + c) % ADDENDS.length] : unitRight(path)(lane, j, c)
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

function roundingOf(error: number, kept: number): Pick<FoundPrecision['products'], 'bits' | 'rounding'> {
  if (error === 0) return { bits: 23, rounding: 'none' }
  const limit = powerAbove(error)
  if (limit === 2 ** -(kept + 1)) return { bits: kept, rounding: 'nearest' }
  if (limit === 2 ** -kept) return { bits: kept, rounding: 'truncated' }
  return { bits: Math.min(23, -Math.log2(limit)), rounding: 'other' }
}
