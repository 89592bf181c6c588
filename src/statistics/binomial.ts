/**
 * P(X ≤ k) for X binomial with n trials and success probability p, relative error below 1e-9 for n up to 1e9.
 * The largest term comes from Loader's saddle-point form (Fast and Accurate Computation of Binomial Probabilities,
 * 2000), the rest by the ratio of neighbouring terms.
 *
 * @param q 1 - p, for callers that know it more exactly than the subtraction does
 */
export function binomialAtMost(k: number, n: number, p: number, q = 1 - p): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return k > n * p ? 1 - lowerTail(n - k - 1, n, q, p) : lowerTail(k, n, p, q)
}

/** Summed from its largest term on, so that the series may stop. */
function lowerTail(k: number, n: number, p: number, q: number): number {
  let term = binomialProbability(k, n, p, q)
  let sum = 0
  for (let i = k; i >= 0 && term > sum * 1e-18; i--) {
    sum += term
    term *= (i / (n - i + 1)) * (q / p)
  }
  return sum
}

/** P(X = k) for X binomial with n trials and success probability p. */
export function binomialProbability(k: number, n: number, p: number, q = 1 - p): number {
  if (p <= 0) return k === 0 ? 1 : 0
  if (q <= 0) return k === n ? 1 : 0
  if (k === 0) return Math.exp(n * (p < q ? Math.log1p(-p) : Math.log(q)))
  if (k === n) return Math.exp(n * (p < q ? Math.log(p) : Math.log1p(-q)))
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

/** ln n! - ln(√(2πn) (n/e)^n). */
function stirlingError(n: number): number {
  if (n > 15) {
    const s = 1 / (n * n)
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / n
  }
  let factorial = 1
  for (let i = 2; i <= n; i++) factorial *= i
  return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI)
}

/** x ln(x / m) + m - x, without cancellation near x = m. */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let power = 2 * x * v
  for (let j = 1; ; j++) {
    power *= v * v
    const next = sum + power / (2 * j + 1)
    if (next === sum) return sum
    sum = next
  }
}
