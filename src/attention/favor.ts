import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { given, type Beside } from './beside.ts'
import type { FeatureMap } from './feature-map.ts'
import { checkOptions } from './subject-options.ts'

/** Which features of the directions w: e^(w·x), (cos, sin)(w·x), or (e^(w·x), e^(-w·x)). */
export type RandomFeatures = 'positive' | 'trigonometric' | 'hyperbolic'

/** What `favor` takes. */
export interface FavorOptions {
  /** Which features. @default 'positive' */
  readonly features?: RandomFeatures
  /**
   * The directions, m of them for tokens of a width, the same in every case; when left out they are the input `w` [m, d],
   * given beside queries and keys.
   */
  readonly directions?: (width: number) => readonly (readonly number[])[]
}

/** Of each kind: signs of the exponent -|x|²/2, features for each direction, and how they are made of w·x. */
const KINDS: Readonly<Record<RandomFeatures, Kind>> = {
  positive: { damped: true, copies: 1, share: 1, defined: (s) => s.exp() },
  trigonometric: { damped: false, copies: 2, share: 1, defined: (s) => s.cos().concat(s.sin(), -1) },
  hyperbolic: { damped: true, copies: 2, share: 2, defined: (s) => s.exp().concat(s.neg().exp(), -1) },
}

interface Kind {
  readonly damped: boolean
  readonly copies: number
  /** By what, beside m, the products are divided. */
  readonly share: number
  readonly defined: (scores: Real) => Real
}

/**
 * FAVOR+'s random features, whose kernel is on average e^(q·k) where the directions w_i are drawn from N(0, I): positive
 * ones, e^(w·(q+k) - (|q|²+|k|²)/2); trigonometric ones, e^((|q|²+|k|²)/2) cos(w·(q-k)); and hyperbolic ones,
 * e^(-(|q|²+|k|²)/2) cosh(w·(q+k)); each the mean over m directions (Choromanski et al., arXiv 2009.14794). Normalised
 * weights are quotients of such means, which are not right on average. The definition has the factor 1/m on the keys'
 * side, where it is rational.
 *
 * @throws {RangeError} when there are no such features or options; {TypeError} from its functions, when the directions
 * are given neither here nor as `w`
 *
 * @example
 * ```ts
 * bind(linear(favor(), { normalised: false }), x).weights({ q, k, w: k })
 * linear(favor({ features: 'hyperbolic', directions: (width) => [Array(width).fill(1), Array(width).fill(-0.5)] }))
 * ```
 */
export function favor(options: FavorOptions = {}): FeatureMap {
  checkOptions(options, ['features', 'directions'], 'favor')
  const { features = 'positive', directions } = options
  if (!Object.hasOwn(KINDS, features))
    throw new RangeError(`there are no ${features} features; give ${Object.keys(KINDS).join(', ')}`)
  const { damped, copies, share, defined } = KINDS[features]
  const directionsOf = (rows: Real, x: Recorder, beside?: Beside): Real => {
    if (!directions) return given(beside, 'w', `favor(${features})`)
    const numbers = directions(rows.shape[1])
    return x.constant(numbers.flat(), [numbers.length, rows.shape[1]])
  }
  const queries = (rows: Real, x: Recorder, beside?: Beside) => {
    const half = rows
      .square()
      .sum(-1, true)
      .div(damped ? -2 : 2)
    return defined(rows.matMul(directionsOf(rows, x, beside).transpose())).mul(half.exp())
  }
  return {
    name: `favor(${features})`,
    dimension: (width) => copies * (directions ? directions(width).length : NaN),
    define: {
      queries,
      keys: (rows, x, beside) => queries(rows, x, beside).div(share * directionsOf(rows, x, beside).shape[0]),
    },
    compute(rows, x, beside) {
      const w = directionsOf(rows, x, beside)
      const scores = rows.matMul(w.transpose())
      const half = rows.mul(rows).sum(1, true).mul(0.5)
      const scale = x.constant(share * w.shape[0]).sqrt()
      if (features === 'trigonometric') return scores.sin().concat(scores.cos(), 1).mul(half.exp()).div(scale)
      const exponents = scores.sub(half)
      const all = features === 'positive' ? exponents : exponents.concat(scores.neg().sub(half), 1)
      return all.exp().div(scale)
    },
  }
}

/**
 * A direction for each coordinate, for `favor`: the rows of the identity matrix.
 *
 * @example
 * ```ts
 * linear(favor({ directions: unitDirections }))
 * ```
 */
export const unitDirections = (width: number): number[][] =>
  Array.from({ length: width }, (_, one) => Array.from({ length: width }, (_d, i) => (i === one ? 1 : 0)))
