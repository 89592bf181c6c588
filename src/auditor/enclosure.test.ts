import { describe, expect, test } from 'vitest'
import { Draws } from '../generate/draws.ts'
import { order, type Dyadic, type Enclosure } from './enclosure.ts'
import { enclosures } from './functions.ts'

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
        expect(holds(found!, should), String(of)).toBe(true)
        held++
      }
    }
    expect(held).toBeGreaterThan(INPUTS / 10)
  })
})
