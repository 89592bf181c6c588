import { describe, expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { Truth } from '../../../program/truth.ts'
import { ExactField } from './exact-field.ts'
import { ofRational, type ExactNumber } from './exact-number.ts'
import * as f from './fraction.ts'
import { primeFactors } from './prime-factors.ts'

const x = new ExactField()
const of = (n: number | bigint, d = 1): ExactNumber => ofRational(f.fraction(BigInt(n), BigInt(d)))
const log = (a: ExactNumber): ExactNumber => x.log(a)!
const exp = (a: ExactNumber): ExactNumber => x.exp(a)!
const sum = (...terms: ExactNumber[]): ExactNumber => terms.reduce((a, b) => x.add(a, b)!)
const times = (...factors: ExactNumber[]): ExactNumber => factors.reduce((a, b) => x.mul(a, b)!)
const draws = new Draws({ nextInt: () => 171 })

function equals(a: ExactNumber, b: ExactNumber): void {
  expect([x.equal(a, b), x.less(a, b), x.atMost(a, b), x.less(b, a)]).toEqual([
    Truth.True,
    Truth.False,
    Truth.True,
    Truth.False,
  ])
}

test('factors multiply to the number, and are primes below 2^32', () => {
  const isPrime = (n: bigint): boolean => {
    for (let p = 2n; p * p <= n; p++) if (n % p === 0n) return false
    return true
  }
  for (let n = 1n; n < 2000n; n++) holds(n)
  for (let i = 0; i < 100; i++) holds(BigInt(1 + draws.below(2 ** 31)))
  function holds(n: bigint): void {
    const factors = [...primeFactors(n)]
    expect(factors.reduce((product, [p, power]) => product * p ** BigInt(power), 1n)).toBe(n)
    expect(factors.every(([p]) => isPrime(p))).toBe(true)
  }
  expect([...primeFactors((3n << 300n) * 5n)]).toEqual([
    [2n, 300],
    [15n, 1],
  ])
})

describe('logarithms of rational numbers', () => {
  test('of a product are those of its factors', () => {
    equals(log(of(6)), sum(log(of(2)), log(of(3))))
    equals(log(of(4)), times(of(2), log(of(2))))
    equals(log(of(1, 64)), x.neg(log(of(64))))
    for (let i = 0; i < 200; i++) {
      const [a, b] = [of(1 + draws.below(1e6), 1 + draws.below(1e6)), x.exact(2 ** (draws.below(200) - 100))]
      equals(log(x.mul(a, b)!), sum(log(a), log(b)))
      equals(log(x.div(b, a)!), x.sub(log(b), log(a))!)
      equals(log(x.square(a)!), times(of(2), log(a)))
      equals(exp(times(of(3), log(a))), times(a, a, a))
    }
  })

  test('of n equal shares add up to log n', () => {
    for (const n of [2, 7, 12, 64, 210]) {
      const share = times(of(1, n), log(of(1, n)))
      equals(x.neg(sum(...Array<ExactNumber>(n).fill(share))), log(of(n)))
    }
  })

  test('of products are products', () => {
    const [two, three] = [log(of(2)), log(of(3))]
    equals(x.square(log(of(6)))!, sum(times(two, two), times(of(2), two, three), times(three, three)))
    equals(x.div(log(of(8)), log(of(2)))!, of(3))
  })

  test('of different numbers are told apart, however near', () => {
    for (let i = 0; i < 200; i++) {
      const [n, d] = [1 + draws.below(2 ** 30), 1 + draws.below(2 ** 30)]
      expect(x.less(log(of(n, d)), log(of(n + 1, d)))).toBe(Truth.True)
      expect(x.equal(log(of(n + 1, d)), sum(log(of(n)), x.neg(log(of(d)))))).toBe(Truth.False)
    }
    expect(x.less(log(of(1n + (1n << 200n))), times(of(200), log(of(2))))).toBe(Truth.False)
    expect(x.equal(log(of(2)), x.exact(Math.LN2))).toBe(Truth.False)
  })

  test('that share factors which were not found are left open', () => {
    // Primes beyond 2^16.
    const [p, q] = [65537n, 65539n]
    equals(sum(log(of(p)), log(of(3n * q))), sum(log(of(3n * p)), log(of(q))))
    expect(x.equal(log(of(p * q)), sum(log(of(p)), log(of(q))))).toBe(Truth.Undecided)
    expect(x.less(log(of(p * q)), sum(log(of(p)), log(of(q))))).toBe(Truth.Undecided)
    expect(x.less(log(of(p * q)), sum(log(of(p)), log(of(q + 1n))))).toBe(Truth.True)
  })

  test('to whole powers are rational', () => {
    equals(exp(times(of(-149), log(of(2)))), x.exact(2 ** -149))
    equals(exp(log(of(1000, 7))), of(1000, 7))
    equals(exp(sum(of(-2), times(of(5), log(of(3, 2))))), x.div(of(243, 32), exp(of(2)))!)
    expect(x.exp(times(of(1, 2), log(of(2))))).toBeUndefined()
    expect(x.exp(times(of(1_000_000), log(of(3))))).toBeUndefined()
  })
})

describe('logarithms of sums of exponentials', () => {
  const total = (...powers: number[]): ExactNumber => sum(...powers.map((power) => exp(x.exact(power))))

  test('move with a shift of all exponents', () => {
    equals(log(total(1, 2.5, -3)), sum(of(2), log(total(-1, 0.5, -5))))
    equals(log(times(of(3), total(1, 2))), sum(log(of(3)), of(1), log(total(0, 1))))
  })

  test('of a quotient are differences, of either sign', () => {
    const [a, b] = [total(1, -2), total(3, 0.5)]
    equals(log(x.div(a, b)!), x.sub(log(a), log(b))!)
    equals(log(x.div(of(1), a)!), x.neg(log(a)))
    const [c, d] = [x.sub(of(1), total(2, 3))!, x.sub(of(5), total(2, 3))!]
    equals(log(x.div(c, d)!), x.sub(log(x.neg(c)), log(x.neg(d)))!)
    equals(exp(log(x.div(c, d)!)), x.div(c, d)!)
  })

  test('of different sums are told apart', () => {
    expect(x.less(log(total(1, 2)), log(total(1, 2.0000001)))).toBe(Truth.True)
    expect(x.less(log(total(1, -700)), of(1))).toBe(Truth.False)
  })
})
