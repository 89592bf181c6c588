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
      expect(hypergeometricAtMost(k, size, marked, drawn)).toBeCloseTo(atMost, 12)
      expect(hypergeometricAtLeast(k, size, marked, drawn)).toBeCloseTo(atLeast, 12)
    }
  })

  it('of as many things as there can be', () => {
    const size = Number.MAX_SAFE_INTEGER
    expect(hypergeometricAtLeast(1, size, 0, 100)).toBe(0)
    expect(hypergeometricAtMost(99, size, size, 100)).toBe(0)
    expect(hypergeometricAtLeast(50, size, 1, 100)).toBe(0)
    expect(hypergeometricAtMost(50, size, (size - 1) / 2, 100)).toBeCloseTo(0.5398, 3)
  })
})
