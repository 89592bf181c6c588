import { describe, expect, test } from 'vitest'
import { Draws } from '../generate/draws.ts'
import { order, top, type Dyadic, type Enclosure } from './interval.ts'
import { enclosures } from './enclosure.ts'

const INPUTS = 200
const fine = enclosures(300)
const draws = new Draws({ nextInt: () => 77 })

/** Of up to 60 bits, between 2^-90 and 2^90 in size, or within 2^-40 of one; every tenth is 0. */
function dyadic(): Dyadic {
  if (draws.below(10) === 0) return [0n, 0]
  const m = BigInt(1 + draws.below(2 ** 30)) * BigInt(1 + draws.below(2 ** 30)) * (draws.below(2) ? 1n : -1n)
  return draws.below(4) === 0 ? [(1n << 80n) + m, -80] : [m, draws.below(120) - 90]
}
/** An interval, and numbers in it: its ends and its middle. */
function interval(): { of: Enclosure; points: Dyadic[] } {
  const a = dyadic()
  if (draws.below(3) === 0) return { of: [a, a], points: [a] }
  const b = dyadic()
  const [[m, e]] = fine.add(point(a), point(b))!
  return { of: order(a, b) < 0 ? [a, b] : [b, a], points: [a, b, [m, e - 1]] }
}
const point = (x: Dyadic): Enclosure => [x, x]
/**
 * Whether x ≤ -2^38. There e^x is only known to lie in [0, 2^-2^38], whatever the bits, which for an interval that ends
 * above -2^38 may be wider than what the end gives. So x tells of the lower limit alone, and the end of the upper one.
 */
const isFarBelow = (x: Dyadic): boolean => top(x) > 38 && x[0] < 0n
const holds = ([lo, hi]: Enclosure, [low, high]: Enclosure): boolean =>
  order(lo, low) <= 0 && order(high, hi) <= 0

describe.each([8, 53, 192])('at %i bits an enclosure holds what 300 bits enclose', (bits) => {
  const coarse = enclosures(bits)
  test.each(['add', 'mul', 'div', 'maximum'] as const)('%s', (name) => {
    let held = 0
    for (let i = 0; i < INPUTS; i++) {
      const [a, b] = [interval(), interval()]
      const found = coarse[name](a.of, b.of)
      if (!found) continue
      for (const x of a.points)
        for (const y of b.points) {
          expect(holds(found, fine[name](point(x), point(y))!), `${String(a.of)} and ${String(b.of)}`).toBe(
            true,
          )
          held++
        }
    }
    expect(held).toBeGreaterThan(INPUTS)
  })
  test.each(['exp', 'log', 'sqrt', 'neg'] as const)('%s', (name) => {
    let held = 0
    for (let i = 0; i < INPUTS; i++) {
      const { of, points } = interval()
      const found = coarse[name](of)
      for (const x of found ? points : []) {
        const should = fine[name](point(x))
        if (!should) continue
        expect(holds(found!, name === 'exp' && isFarBelow(x) ? point(should[0]) : should), String(of)).toBe(
          true,
        )
        held++
      }
    }
    expect(held).toBeGreaterThan(INPUTS / 10)
  })
})

/** Numbers beside multiples of π/2, where a sine or cosine is 0 or at its limits, and their neighbours. */
const turns = (bits: number): Dyadic[] =>
  [-1000003n, -2n, -1n, 0n, 1n, 2n, 3n, 5n, 12345678n].flatMap((quarters) => {
    const [m, e] = fine.mul(fine.point(quarters), HALF_PI)![0]
    const cut = BigInt(Math.max(0, -e - bits))
    return [-1n, 0n, 1n].map((beside): Dyadic => [(m >> cut) + beside, e + Number(cut)])
  })
/** 100 digits of π/2, cut off. */
const HALF_PI = fine.div(
  fine.point(
    BigInt(
      '15707963267948966192313216916397514420985846996875529104874722961539082031431044993140174126710585339',
    ),
  ),
  fine.point(10n ** 100n),
)!

describe.each([8, 53, 192])('at %i bits', (bits) => {
  const coarse = enclosures(bits)
  test.each(['tanh', 'sin', 'cos'] as const)('%s holds what 300 bits enclose', (name) => {
    const random = Array.from({ length: INPUTS }, interval)
    const near = turns(60).map((x) => ({ of: point(x), points: [x] }))
    for (const { of, points } of [...random, ...near])
      for (const x of points) expect(holds(coarse[name](of)!, fine[name](point(x))!), String(of)).toBe(true)
  })
})

test.each(['sin', 'cos'] as const)('%s is within -1 and 1, and found closely', (name) => {
  for (const x of turns(200)) {
    const [lo, hi] = fine[name](point(x))
    expect(order([-1n, 0], lo) <= 0 && order(hi, [1n, 0]) <= 0).toBe(true)
    expect(order(fine.add(point(hi), fine.neg(point(lo)))![1], [1n, -250])).toBeLessThan(0)
  }
})

test('e^x of an interval that reaches below -2^38 is as close as its upper end allows', () => {
  const [low, high]: Enclosure = [
    [-1n, 80],
    [-3n, 36],
  ]
  const found = enclosures(53).exp([low, high])!
  expect(found[0]).toEqual([0n, 0])
  expect(holds(found, point(fine.exp(point(high))![1]))).toBe(true)
  expect(order(found[1], fine.exp(point(low))![1])).toBeLessThan(0)
})
