import { binomialProbability } from './binomial.ts'

/** P(X = k) for k of the marked among `drawn` of `size` things, of which `marked` are marked, drawn without replacement. */
function hypergeometric(k: number, size: number, marked: number, drawn: number): number {
  if (k < Math.max(0, drawn - (size - marked)) || k > Math.min(drawn, marked)) return 0
  if (drawn === 0 || drawn === size) return 1
  // Loader's form: each factor is found from its saddle point, so that nothing overflows.
  const p = drawn / size
  return (
    (binomialProbability(k, marked, p) * binomialProbability(drawn - k, size - marked, p)) /
    binomialProbability(drawn, size, p)
  )
}

/** P(X ≤ k) for the number of marked things in a sample without replacement. Takes time in proportion to k. */
export function hypergeometricAtMost(k: number, size: number, marked: number, drawn: number): number {
  let sum = 0
  for (let i = Math.max(0, drawn - (size - marked)); i <= Math.min(k, drawn, marked); i++)
    sum += hypergeometric(i, size, marked, drawn)
  return Math.min(1, sum)
}

/** P(X ≥ k) of the same. */
export const hypergeometricAtLeast = (k: number, size: number, marked: number, drawn: number): number =>
  hypergeometricAtMost(drawn - k, size, size - marked, drawn)
