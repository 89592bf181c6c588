import type { Recipe } from '../precision/recipe.ts'

/** Makes the source of a lane's numbers. */
type Kind = (recipe: Recipe) => () => number

/** Finite, whatever the exponent; of random sign. */
const ofExponent = (recipe: Recipe, exponent: number) =>
  Math.fround(recipe.significand() * 2 ** Math.min(126, Math.max(-149, exponent)))

/** Where a kernel may do something of its own: zeros, subnormals, the ends of the range and of that of exp, halves. */
const CORNERS = [
  ...[0, 2 ** -149, 2 ** -127, 2 ** -126 - 2 ** -149, 2 ** -126, 2 ** -63, 2 ** -24, 2 ** -23],
  ...[0.5, 1 - 2 ** -24, 1, 1 + 2 ** -23, 1.5, 2.5, Math.E, 17.4, 87.3, 88.72, 88.73, 103.9, 104, 150],
  ...[2 ** 23 + 1, 2 ** 24, 2 ** 31, 2 ** 63, 2 ** 127, (2 - 2 ** -23) * 2 ** 127],
]

/** The kinds of numbers with which operations are tried, each as float32. */
export const KINDS = {
  moderate: (r) => () => Math.fround((r.unit() + r.unit() + r.unit() - 1.5) * 3),
  /** Few different numbers, so that there are ties. */
  integers: (r) => () => r.below(9) - 4,
  corners: (r) => () => Math.fround((r.unit() < 0.5 ? -1 : 1) * CORNERS[r.below(CORNERS.length)]),
  /** Any exponent, entry by entry. */
  wild: (r) => () => (r.unit() < 0.05 ? 0 : ofExponent(r, around(r, 0, r.unit() < 0.6 ? 20 : 148))),
  /** Any exponent, lane by lane: the bound of a lane is computed from its largest numbers. */
  banded: (r) => {
    const band = around(r, 0, 140)
    return () => ofExponent(r, around(r, band, 3))
  },
  /** Around the smallest normal number, of one sign in half of the lanes, now and then beside a large one. */
  subnormal: (r) => {
    const sign = [1, -1, 0, 0][r.below(4)]
    return () => signed(sign, ofExponent(r, r.unit() < 0.9 ? -149 + r.below(28) : 120))
  },
  /** Some arrays of small numbers and some of large ones, each of one sign or of two. */
  split: (r) => {
    let [drawn, sign, exponent] = [0, 0, 0]
    return () => {
      // Most arrays have 6 entries.
      if (drawn++ % 6 === 0) {
        sign = r.below(3) - 1
        exponent = [-132, -122, 90][r.below(3)]
      }
      return signed(sign, ofExponent(r, exponent + r.below(8)))
    }
  },
} satisfies Record<string, Kind>

const around = (recipe: Recipe, middle: number, reach: number): number =>
  middle - reach + recipe.below(2 * reach + 1)

/** Of the given sign; 0: as it is. */
const signed = (sign: number, x: number): number => (sign === 0 ? x : sign * Math.abs(x))
