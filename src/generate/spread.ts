import { mixture } from './distribution.ts'
import { gaussian, heavyTailed, lattice, saturated, signs, uniform } from './families.ts'
import { collinear, lowRank, nearTied, twoLevel } from './structured.ts'

const common = [
  [4, gaussian(0.1)],
  [4, gaussian(1)],
  [4, gaussian(3)],
  [2, heavyTailed(1)],
  [1, lowRank(2, 1)],
  [1, collinear(1)],
  [2, nearTied(1)],
  [2, lattice(4)],
  [1, signs],
  [1, uniform(-1, 1)],
] as const

/**
 * Where the arrays of tokens come from unless a claim says otherwise: half of the cases Gaussian at scales 0.1, 1
 * and 3, the other half shared by the families that are awkward in some way.
 */
export const spread = mixture(...common, [2, saturated])

/** The same for arrays that are scores already: wide ones in place of tokens whose scores are wide. */
export const logitSpread = mixture(...common, [2, uniform(-50, 50)])

/**
 * For bounds by the range of the scores: half of the cases have scores of two levels near each other, where such bounds
 * are attained or nearly so; few have scores so far apart that a bound says nothing.
 */
export const levelSpread = mixture(
  [12, twoLevel(0.6)],
  [6, gaussian(0.5)],
  [1, heavyTailed(0.5)],
  [1, saturated],
)

/**
 * For bounds on what a change of the scores does to weights at `q - r/2` and `q + r/2`: keys of `levelSpread`, and half of the
 * queries near 0, where such bounds are nearly attained.
 *
 * @param change standard deviation of an entry of r
 *
 * @example
 * ```ts
 * changedQuery({ tokens: [2, 8], width: 2, from: midway(0.3) })
 * ```
 */
export const midway = (change: number) => ({
  q: mixture([1, gaussian(0.1)], [1, gaussian(1)]),
  k: levelSpread,
  r: gaussian(change),
})
