import { describe, expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { PrimeRing } from './prime-ring.ts'
import * as r from './residues.ts'

const PRIMES = [67108187, 67107983, 33554093, 33553991]
const draws = new Draws({ nextInt: () => 19 })
const bits = new DataView(new ArrayBuffer(8))

test('the moduli are primes, and so is half of each', () => {
  for (const prime of PRIMES) {
    expect(prime % 2).toBe(1)
    for (let d = 3; d * d <= prime; d += 2) expect(prime % d, `${prime} by ${d}`).not.toBe(0)
  }
  expect(PRIMES.slice(0, 2).map((prime) => (prime - 1) / 2)).toEqual(PRIMES.slice(2))
})

describe.each(PRIMES)('modulo %s', (prime) => {
  const ring = new PrimeRing(prime)
  const p = BigInt(prime)
  /** Near both ends, and in between. */
  const residue = (): number =>
    [draws.below(3), prime - 1 - draws.below(3), draws.below(prime)][draws.below(3)]

  test('sums and products are those of integers', () => {
    for (let i = 0; i < 20_000; i++) {
      const [a, b] = [residue(), residue()]
      const [x, y] = [BigInt(a), BigInt(b)]
      const found = [ring.add(a, b), ring.sub(a, b), ring.mul(a, b)]
      if (found.join() !== [(x + y) % p, (x - y + p) % p, (x * y) % p].join())
        expect.fail(`${a} and ${b}: ${found.join()}`)
      if (a !== 0 && ring.mul(ring.inverse(a), a) !== 1) expect.fail(`the inverse of ${a}`)
    }
    expect(ring.inverse(0)).toBeNaN()
  })

  test('a float64 number is an integer over a power of two', () => {
    for (let i = 0; i < 20_000; i++) {
      bits.setInt32(0, draws.bits())
      bits.setInt32(4, draws.bits())
      const x = i % 2 === 0 ? Math.fround(draws.normal()) : bits.getFloat64(0)
      if (!Number.isFinite(x)) continue
      // All of them are whole numbers of 2^-1074.
      const sign = x < 0 ? -1n : 1n
      bits.setFloat64(0, Math.abs(x))
      const biased = bits.getBigUint64(0) >> 52n
      const fraction = bits.getBigUint64(0) & ((1n << 52n) - 1n)
      const whole = biased === 0n ? fraction : ((1n << 52n) + fraction) << (biased - 1n)
      const expected = ((((sign * whole) % p) + p) % p).toString()
      const found = ring.mul(ring.ofFloat(x), ring.power(2, 1074))
      if (found.toString() !== expected) expect.fail(`${x}: ${found}, not ${expected}`)
    }
  })
})

test('what is not known stays so', () => {
  const one = r.ofFloat(1)
  for (const residues of [
    r.add(r.UNKNOWN, one),
    r.mul(one, r.UNKNOWN),
    r.inverse(r.ofFloat(0)),
    r.exp(r.exp(one)),
  ]) {
    expect(residues.slice(0, 2).some((residue) => residue >= 0)).toBe(false)
    expect([r.differ(residues, one), r.agree(residues, residues)]).toEqual([false, false])
  }
})

test('ranks modulo a prime', () => {
  const rank = (rows: number[][]) => r.rankAtLeast(rows.flat().map(r.ofFloat), rows.length, rows[0].length)
  expect(rank([[0, 0]])).toBe(0)
  expect(
    rank([
      [1, 2],
      [2, 4],
      [0.1, 0.2],
    ]),
  ).toBe(1)
  expect(
    rank([
      [0, 1, 0],
      [1, 0, 0],
      [1, 1, 0],
    ]),
  ).toBe(2)
  expect(
    rank([
      [2, 0, 0],
      [0, 0, 3],
      [0, -0.5, 0],
    ]),
  ).toBe(3)
  // Zero modulo the first prime, but not modulo the second.
  expect(rank([[67108187]])).toBe(1)
})
