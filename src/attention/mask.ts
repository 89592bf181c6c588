import type { Arithmetic, Real } from '../arithmetic/real.ts'

/**
 * Which keys a query may use, as 0 and 1: everything, or with `causal` the keys up to the query's own position.
 * A function gives a mask of its own.
 */
export type Mask = 'none' | 'causal' | ((query: number, key: number) => boolean)

/** Entries of an [n_q, n] array that the mask forbids set to zero. */
export function masked(kernel: Real, mask: Mask, x: Arithmetic): Real {
  if (mask === 'none') return kernel
  const [queries, keys] = kernel.shape.slice(-2) as [number, number]
  const allowed = mask === 'causal' ? (i: number, j: number) => j <= i : mask
  const ones = Float64Array.from({ length: queries * keys }, (_, at) =>
    allowed(Math.floor(at / keys), at % keys) ? 1 : 0,
  )
  return kernel.mul(x.constant(ones, [queries, keys]))
}
