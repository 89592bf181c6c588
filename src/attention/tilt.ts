import { ones, type FeatureMap } from './feature-map.ts'

/**
 * φ(q) = (1 + R|q|, q) and ψ(k) = (1, k): the kernel is 1 + R|q| + q·k. For keys with |k| ≤ R it is at least 1 and, for
 * each query, rises with q·k; beyond that it may be negative, and no row of weights need exist. Made for this project, as
 * the mechanism that is positive, keeps the order of scores and is injective with d + 1 features.
 *
 * @param radius R
 * @throws {RangeError} unless the radius is a positive number
 *
 * @example
 * ```ts
 * linear(tilt(2))
 * ```
 */
export function tilt(radius: number): FeatureMap {
  if (!(radius > 0 && radius < Infinity))
    throw new RangeError(`the radius of tilt is ${radius}; give a positive number`)
  return {
    name: `tilt(R=${radius})`,
    dimension: (width) => width + 1,
    define: {
      queries: (rows, x) =>
        ones(rows, x).add(rows.square().sum(-1, true).sqrt().mul(radius)).concat(rows, -1),
      keys: (rows, x) => ones(rows, x).concat(rows, -1),
    },
    compute: (rows) => rows.concat(rows.square().sum(1, true).sqrt().mul(radius).add(1), 1),
    computeKeys: (rows, x) => rows.concat(x.constant(1, [rows.shape[0], 1]), 1),
  }
}
