import type { FeatureMap } from './feature-map.ts'
import { monomialMap } from './monomials.ts'

/** Beyond it factorials are no longer exact in float64. */
const MOST_DEGREE = 18

/**
 * The map whose kernel is the Taylor polynomial T_p(s) = Σ s^r/r!, r ≤ p, of e^s at the score s = q·k: one feature for
 * each monomial of degree at most p, C(d + p, p) of them. Of degree 2 it has the kernel of `taylor2` in fewer features.
 * For odd p the kernel can be negative; a row whose sum is zero has no weights.
 *
 * @throws {RangeError} unless the degree is an integer from 0 to 18
 *
 * @example
 * ```ts
 * linear(taylor(4))
 * ```
 */
export function taylor(degree: number): FeatureMap {
  check(degree, 0)
  const degrees = Array.from({ length: degree + 1 }, (_, r) => r)
  return monomialMap(`taylor(p=${degree})`, degrees, () => 1)
}

/**
 * The map whose kernel is (q·k)^p: one feature for each monomial of degree p, C(d + p - 1, p) of them. Of degree 1 it is
 * `identity`.
 *
 * @throws {RangeError} unless the degree is an integer from 1 to 18
 *
 * @example
 * ```ts
 * linear(power(2), { mask: 'causal' })
 * ```
 */
export function power(degree: number): FeatureMap {
  check(degree, 1)
  return monomialMap(`power(p=${degree})`, [degree], (p) => {
    let factorial = 1
    for (let r = 2; r <= p; r++) factorial *= r
    return factorial
  })
}

function check(degree: number, least: number): void {
  if (!Number.isInteger(degree) || degree < least || degree > MOST_DEGREE)
    throw new RangeError(`there is no degree ${degree}; give an integer from ${least} to ${MOST_DEGREE}`)
}
