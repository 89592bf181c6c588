import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryAndKeys } from './attention-inputs.ts'
import { caseAt, caseHash, caseRandom, valueAt } from './stream.ts'

const claims = ['softmax-row-order-strict', 'b']
// Hoeffding: a right generator fails one of 64 such checks with probability at most 1e-9.
const CASES = 100_000
const margin = Math.sqrt(Math.log((2 * 64) / 1e-9) / (2 * CASES))

/** The share of cases for which each bit of `word` is set. */
function bitShares(word: (index: number) => number): number[] {
  const counts = new Array<number>(32).fill(0)
  for (let i = 0; i < CASES; i++) {
    const bits = word(i)
    for (let bit = 0; bit < 32; bit++) counts[bit] += (bits >>> bit) & 1
  }
  return counts.map((count) => count / CASES)
}

const first = (seed: number, index: number) => caseRandom('a', seed, index).nextInt()

describe('caseRandom', () => {
  it('starts each case in a state of its own', () => {
    const states = new Set<string>()
    for (const claim of claims) {
      for (const seed of [0, 1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
        for (let i = 0; i < 10_000; i++) {
          for (const index of [i, 2 ** 32 + i, 2 ** 53 - 1 - i]) {
            states.add(caseRandom(claim, seed, index).getState()!.join())
          }
        }
      }
    }
    expect(states.size).toBe(300_000)
  })

  it.each([
    ['the next index', (i: number) => first(1, i) ^ first(1, i + 1)],
    ['the next seed', (i: number) => first(1, i) ^ first(2, i)],
    ['an index 2^32 further', (i: number) => first(1, i) ^ first(1, i + 2 ** 32)],
    ['the index as the seed', (i: number) => first(1, i + 2) ^ first(i + 2, 1)],
    ['its own hash', (i: number) => first(1, i) ^ caseHash('a', 1, i)],
  ])('changes half of the bits with %s', (_, changed) => {
    for (const share of bitShares(changed)) expect(Math.abs(share - 0.5)).toBeLessThan(margin)
  })

  it('refuses what is no safe integer ≥ 0', () => {
    for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => caseRandom('a', wrong, 0)).toThrow(/seed .* no safe integer/)
      expect(() => caseRandom('a', 0, wrong)).toThrow(/index .* no safe integer/)
      expect(() => caseHash('a', 0, wrong)).toThrow(RangeError)
    }
  })
})

it('caseHash is uniform in each bit', () => {
  for (const share of bitShares((i) => caseHash('a', 1, i)))
    expect(Math.abs(share - 0.5)).toBeLessThan(margin)
})

describe('caseAt', () => {
  const inputs = queryAndKeys({ tokens: [2, 8, 64], width: [1, 4, 16] })

  it('gives the same case in any order, by itself or after others', () => {
    const forwards = Array.from({ length: 200 }, (_, i) => caseAt(inputs, 'a', 7, i))
    const fresh = queryAndKeys({ tokens: [2, 8, 64], width: [1, 4, 16] })
    for (let i = 199; i >= 0; i--) expect(caseAt(fresh, 'a', 7, i)).toEqual(forwards[i])
  })

  it('works with whatever fast-check composes', () => {
    const composed = fc.oneof(
      inputs.filter((item) => item.inputs.k.shape[0] > 2),
      fc.constantFrom(4, 5).chain((tokens) => queryAndKeys({ tokens, width: 2 })),
    )
    for (let i = 0; i < 100; i++) {
      const value = valueAt(composed, 'a', 7, i)
      expect(value.value.inputs.k.shape[0]).toBeGreaterThan(2)
      expect(caseAt(composed, 'a', 7, i)).toEqual(value.value)
    }
  })
})
