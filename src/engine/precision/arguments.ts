import { BELOW_PI } from '../profile.ts'
import { bitsOf, floatOf, LARGEST_FLOAT, type Recipe } from './recipe.ts'

/** Arguments of an elementwise operation; the second one is not used by operations on one number. */
type Pair = readonly [number, number]

/** Where the errors of an elementwise operation are looked for. */
export interface Arguments {
  /** One pair of arguments of a sample. */
  draw(recipe: Recipe): Pair
  /** Arguments that are always tried. */
  readonly edges: readonly Pair[]
  /** The bit patterns that an exhaustive measurement goes through, for operations on one number. */
  readonly every?: { readonly from: number; readonly to: number; readonly signs: 1 | 2 }
}

/** Every positive normal number. */
export const POSITIVE = { from: bitsOf(2 ** -126), to: bitsOf(LARGEST_FLOAT), signs: 1 } as const
export const EXPONENTS: readonly number[] = Array.from({ length: 254 }, (_, i) => i - 126)
/** Errors are largest where the polynomial of a reduced argument ends: so many neighbours are tried on either side. */
export const REACH = 2 ** 13

export const alone = (x: number): Pair => [Math.fround(x), 1]

/** A float32 between two bit patterns. */
export const between = (recipe: Recipe, { from, to }: { from: number; to: number }): number =>
  floatOf(from + Math.floor(recipe.unit() * (to - from + 1)))

/** A number and its nearest neighbours. */
export const beside = (x: number, reach = 1): Pair[] =>
  Array.from({ length: 2 * reach + 1 }, (_, i) => alone(floatOf(bitsOf(x) + i - reach)))

/** Numbers of both signs and their nearest neighbours. */
export const besideBoth = (numbers: readonly number[], reach = 1): Pair[] =>
  numbers.flatMap((x) => [...beside(x, reach), ...beside(-x, reach)])

/** Powers of 2 and their neighbours. */
export const POWERS: readonly Pair[] = EXPONENTS.slice(1).flatMap((k) => beside(2 ** k))

/** Two numbers of any exponents for which the result of `combine` is a normal number. */
export function normalPair(recipe: Recipe, combine: (x: number, y: number) => number): Pair {
  const x = recipe.graded(-126, 126)
  const y = recipe.graded(-126, 126)
  const size = Math.abs(combine(x, y))
  return size >= 2 ** -125 && size <= 2 ** 126 ? [x, y] : [recipe.significand(), recipe.significand()]
}

/** 1 + 2^-k and its neighbours. */
export const SIGNIFICANDS: readonly number[] = Array.from({ length: 22 }, (_, k) => [
  1 + 2 ** -(k + 1),
  1 + 2 ** -(k + 1) - 2 ** -23,
]).flat()

/** Small addends to 1, of 5 bits: for every p one that rounding to p bits gets most wrong, and one that truncation does. */
export const ADDENDS: readonly number[] = Array.from({ length: 24 }, (_, p) => [
  2 ** -(p + 1),
  2 ** -p * (1 - 2 ** -5),
]).flat()

/** Sums whose exact value has few enough bits for a float64; `sign` is that of the second number. */
export const sums = (sign: 1 | -1): Arguments => ({
  draw: (recipe) => [recipe.significand(), sign * recipe.graded(-27, 27)],
  edges: ADDENDS.map((x) => [1, sign * x]),
})

/** Of sin and cos: half of a sample is spread evenly over [-π, π]; the rest, evenly over exponents. Edges: multiples of π/4. */
export const TRIGONOMETRIC: Arguments = {
  draw(recipe) {
    const part = recipe.unit()
    if (part < 0.5) return alone((2 * recipe.unit() - 1) * BELOW_PI)
    return alone(part < 0.75 ? recipe.graded(-60, 0) : recipe.graded(1, 127))
  },
  edges: [
    ...[0, -0, BELOW_PI, -BELOW_PI].map(alone),
    ...Array.from({ length: 256 }, (_, k) => besideBoth([((k + 1) * Math.PI) / 4], 16)).flat(),
  ],
  every: { from: POSITIVE.from, to: bitsOf(BELOW_PI), signs: 2 },
}
