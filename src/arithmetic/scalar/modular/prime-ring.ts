/**
 * The whole numbers modulo an odd prime below 2^26; NaN stands for a residue of which nothing is known.
 *
 * Float64 does this exactly. A product is below 2^52. Its quotient by the prime is below 2^26, where float64 is off by 2^-27
 * at most, and at least 1/prime > 2^-26 below the next whole number: so it is rounded down to the right one.
 */
export class PrimeRing {
  /** The inverse of 2^26. */
  private readonly fine: number

  constructor(readonly prime: number) {
    this.fine = this.inverse(2 ** 26 % prime)
  }

  add(a: number, b: number): number {
    const sum = a + b
    return sum >= this.prime ? sum - this.prime : sum
  }
  sub(a: number, b: number): number {
    const difference = a - b
    return difference < 0 ? difference + this.prime : difference
  }
  mul(a: number, b: number): number {
    const product = a * b
    return product - Math.floor(product / this.prime) * this.prime
  }
  /** NaN for 0. */
  inverse(a: number): number {
    return a === 0 ? NaN : this.power(a, this.prime - 2)
  }
  power(base: number, exponent: number): number {
    if (Number.isNaN(exponent)) return NaN
    let out = 1
    for (let left = exponent; left > 0; left >>= 1) {
      if (left & 1) out = this.mul(out, base)
      base = this.mul(base, base)
    }
    return out
  }
  /** That of a finite float64, which is a whole number over a power of 2^26. */
  ofFloat(x: number): number {
    let scalings = 0
    for (; !Number.isInteger(x); x *= 2 ** 26) scalings++
    let residue = x % this.prime
    if (residue < 0) residue += this.prime
    for (; scalings > 0; scalings--) residue = this.mul(residue, this.fine)
    return residue
  }
}
