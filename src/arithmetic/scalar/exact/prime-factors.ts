import { wholeRoot } from './fraction.ts'

/** Primes below this are looked for. */
const LIMIT = 2 ** 16
/** Numbers of more bits than this are only divided by 2. */
const MOST_BITS = 256

const PRIMES: readonly bigint[] = sieve()

function sieve(): bigint[] {
  const composite = new Uint8Array(LIMIT)
  const primes: bigint[] = []
  for (let n = 2; n < LIMIT; n++) {
    if (composite[n]) continue
    primes.push(BigInt(n))
    for (let m = n * n; m < LIMIT; m += n) composite[m] = 1
  }
  return primes
}

/**
 * Factors of a whole number n > 0 and their powers, by trial division: the primes below 2^16, and at most one factor
 * beyond, which is a prime if it is below 2^32 and no square. Of a number of more than 256 bits only the power of 2 is taken out.
 */
export function primeFactors(n: bigint): Map<bigint, number> {
  const factors = new Map<bigint, number>()
  const most = n >> BigInt(MOST_BITS) > 0n ? 2n : BigInt(LIMIT)
  for (const p of PRIMES) {
    if (p > most || p * p > n) break
    let power = 0
    for (; n % p === 0n; n /= p) power++
    if (power > 0) factors.set(p, power)
  }
  let power = 1
  for (let root = wholeRoot(n); n > 1n && root * root === n; root = wholeRoot(n)) {
    n = root
    power *= 2
  }
  if (n > 1n) factors.set(n, power)
  return factors
}
