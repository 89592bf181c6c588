/** Standard deviations that a normal number is followed to. */
const REACH = 9

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/**
 * Half the risk of softmax(√ν χ) with L tokens, by trapezoidal sums, to about nine digits (no limits are claimed). It is
 * half the mean of 1 - a_ε = 1 - 1/(1 + T), T the sum of e^(√ν(χ_l - χ_ε)) over the L - 1 others, and
 * 1/(1 + T) = ∫ e^(-s(1+T)) ds, whose mean given χ_ε is ∫ e^-s φ(s e^(-√ν χ_ε))^(L-1) ds, φ(x) = E exp(-x e^(√ν Z)).
 */
export function halfRisk(tokens: number, root: number, step = 0.04): number {
  const missing = new Map<number, number>()
  /** 1 - φ(e^(i·step)). */
  const missed = (i: number): number => {
    let sum = missing.get(i)
    if (sum !== undefined) return sum
    sum = 0
    for (let z = -REACH; z <= REACH; z += step)
      sum -= Math.expm1(-Math.exp(i * step + root * z)) * density(z) * step
    missing.set(i, sum)
    return sum
  }
  // Steps of χ_ε are a multiple of the other step over √ν, so that φ is wanted on one grid; s starts beside it.
  const ratio = Math.max(1, Math.round((0.05 * root) / step))
  const center = Math.round(root ** 2 / step)
  const beside = root ** 2 - center * step
  let total = 0
  const cells = Math.ceil((REACH * root) / (ratio * step))
  for (let c = -cells; c <= cells; c++) {
    const z = (c * ratio * step) / root
    let inner = 0
    for (let j = Math.round(-60 / step); j * step <= 4.5; j++) {
      const t = j * step + beside
      const all = -Math.expm1(
        (tokens - 1) * Math.log1p(-Math.min(missed(j - center - c * ratio), 1 - 2 ** -53)),
      )
      inner += Math.exp(t - Math.exp(t)) * all * step
    }
    total += (inner * density(z) * ratio * step) / root
  }
  return total / 2
}
