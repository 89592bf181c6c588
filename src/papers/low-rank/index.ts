import type fc from 'fast-check'
import type { Case } from '../../arithmetic/batch.ts'
import { arrays, lattice } from '../../generate/generate.ts'
import type { Real } from '../../program/real.ts'

/** n×n matrices AB + u1ᵀ of integers, A of d columns and B of d rows; u is 0 for `column` 0. */
export const lowRankIntegers = (n: number, d: number, limit: number, column = 1): fc.Arbitrary<Case<'s'>> =>
  arrays({ arrays: { a: [n, d], b: [d, n], u: [n, 1], s: [n, n] }, from: lattice(limit) }).map(
    ({ inputs: { a, b, u, s } }) => {
      const data = s.data.map((_, at) => {
        const [i, j] = [Math.floor(at / n), at % n]
        let entry = column * u.data[i]
        for (let r = 0; r < d; r++) entry += a.data[i * d + r] * b.data[r * n + j]
        return entry
      })
      return { inputs: { s: { ...s, data } }, distribution: 'low rank, integers' }
    },
  )

/** d steps of Gaussian elimination: M is QKᵀ and what is left, which is 0 exactly for rank d, if no pivot is 0. */
export function eliminated(m: Real, d: number): Readonly<Record<'q' | 'k' | 'pivot', Real>> {
  let rest = m
  const steps = Array.from({ length: d }, (_, r) => {
    const row = rest.gather([r])
    const pivot = row.gather([r], 1)
    const q = rest.gather([r], 1).div(pivot)
    rest = rest.sub(q.matMul(row))
    return { q, k: row.transpose(), pivot }
  })
  return steps.reduce((all, { q, k, pivot }) => ({
    q: all.q.concat(q, 1),
    k: all.k.concat(k, 1),
    pivot: all.pivot.concat(pivot),
  }))
}
