import { describe, expect, it } from 'vitest'
import { hypergeometricAtLeast, hypergeometricAtMost } from './hypergeometric.ts'

/** By counting all subsets. */
function counted(size: number, marked: number, drawn: number): number[] {
  const found = new Array<number>(drawn + 1).fill(0)
  let all = 0
  for (let subset = 0; subset < 2 ** size; subset++) {
    const members = [...Array(size).keys()].filter((i) => (subset >> i) & 1)
    if (members.length !== drawn) continue
    all++
    found[members.filter((i) => i < marked).length]++
  }
  return found.map((n) => n / all)
}

/** n choose k. */
const choose = (n: bigint, k: bigint): bigint => (k === 0n ? 1n : (choose(n, k - 1n) * (n - k + 1n)) / k)

// A probability takes fewer than 256 rounded operations, a function among them within a unit in the last place. Of 15
// things none has a result of 64 or more, so that each errs by at most 2^-47, and all in the exponent by 2^-39.
const ROUNDING = 2 ** -39

const expectNear = (found: number, exact: number, relative: number): void => {
  expect(Math.abs(found - exact)).toBeLessThanOrEqual(relative * exact)
}

describe('samples without replacement', () => {
  it.each([
    [9, 4, 3],
    [10, 0, 4],
    [10, 10, 4],
    [8, 5, 8],
    [11, 2, 7],
    [6, 3, 0],
  ])('of %d things, %d of them marked, %d drawn', (size, marked, drawn) => {
    const exact = counted(size, marked, drawn)
    for (let k = 0; k <= drawn; k++) {
      const atMost = exact.slice(0, k + 1).reduce((a, b) => a + b, 0)
      const atLeast = exact.slice(k).reduce((a, b) => a + b, 0)
      expectNear(hypergeometricAtMost(k, size, marked, drawn), atMost, ROUNDING)
      expectNear(hypergeometricAtLeast(k, size, marked, drawn), atLeast, ROUNDING)
    }
  })

  it('of as many things as there can be', () => {
    const size = Number.MAX_SAFE_INTEGER
    expect(hypergeometricAtLeast(1, size, 0, 100)).toBe(0)
    expect(hypergeometricAtMost(99, size, size, 100)).toBe(0)
    expect(hypergeometricAtLeast(50, size, 1, 100)).toBe(0)
    // With replacement, and half of the things marked, it would be 1/2 + C(100, 50)/2^101. Putting back changes the
    // probability by at most 100·99/(2·size) (Freedman 1977), the half thing by 100·2^-54; 64 places more than above lie
    // below 128, where an operation errs by 2^-46.
    const half = 0.5 + Number(choose(100n, 50n)) / 2 ** 101
    const fewer = (100 * 99) / (2 * size) + 100 * 2 ** -54
    expectNear(hypergeometricAtMost(50, size, (size - 1) / 2, 100), half, 2 * ROUNDING + 2 * fewer)
  })
})
