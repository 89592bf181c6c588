import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bareissRank } from './bareiss.ts'
import { matMul } from './mat-mul.ts'
import { generator } from './reference-arithmetic.fixture.ts'
import { exact } from './worksheet.fixture.ts'

/** The rank by Gaussian elimination modulo a prime: at most the rank, and equal to it for nearly all primes. */
function rankModulo(values: readonly number[], rows: number, cols: number, prime: bigint): number {
  const mod = (v: bigint) => ((v % prime) + prime) % prime
  const power = (base: bigint, exponent: bigint): bigint =>
    exponent === 0n ? 1n : mod(power(mod(base * base), exponent / 2n) * (exponent % 2n ? base : 1n))
  const a = Array.from({ length: rows }, (_, i) =>
    values.slice(i * cols, (i + 1) * cols).map((v) => mod(BigInt(v))),
  )
  let rank = 0
  for (let col = 0; col < cols; col++) {
    const at = a.findIndex((row, i) => i >= rank && row[col] !== 0n)
    if (at < 0) continue
    ;[a[rank], a[at]] = [a[at], a[rank]]
    const inverse = power(a[rank][col], prime - 2n)
    for (let i = rank + 1; i < rows; i++) {
      const factor = mod(a[i][col] * inverse)
      for (let j = col; j < cols; j++) a[i][j] = mod(a[i][j] - factor * a[rank][j])
    }
    rank++
  }
  return rank
}

describe('bareissRank', () => {
  it('agrees with elimination modulo a large prime on random products', () => {
    const size = fc.integer({ min: 1, max: 9 })
    const shape = fc.tuple(size, size, size, fc.integer({ min: 1, max: 10_000 }))
    fc.assert(
      fc.property(shape, ([n, m, inner, seed]) => {
        const next = generator(seed)
        const integers = (rows: number, cols: number) =>
          exact(
            Array.from({ length: rows * cols }, () => (next() % 7) - 3),
            [rows, cols],
          )
        const product = [...matMul(integers(n, inner), integers(inner, m)).lo]
        expect(bareissRank(product, n, m)).toBe(rankModulo(product, n, m, 2n ** 61n - 1n))
      }),
      { seed: 31, numRuns: 400 },
    )
  })

  it('takes float64 numbers as they are, whatever their exponents', () => {
    expect(bareissRank([1, 3, 0.1, 0.3], 2, 2)).toBe(2)
    expect(bareissRank([0.1, 0.2, 0.25, 0.5], 2, 2)).toBe(1)
    expect(bareissRank([2 ** -1074, 0, 0, 2 ** 1023], 2, 2)).toBe(2)
    expect(bareissRank([1, 2 ** -1074, 2 ** 1023, 2 ** -51], 2, 2)).toBe(1)
    expect(bareissRank([0, 0, 0, 0, 0, 0], 2, 3)).toBe(0)
    expect(bareissRank([0, 1, 0, 0, 0, 0, 0, 2, 5], 3, 3)).toBe(2)
    expect(bareissRank([], 0, 3)).toBe(0)
    expect(() => bareissRank([1, NaN], 1, 2)).toThrow(RangeError)
    expect(() => bareissRank([1], 1, 2)).toThrow(RangeError)
  })
})
