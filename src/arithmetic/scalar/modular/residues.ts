import { PrimeRing } from './prime-ring.ts'

/**
 * A prime p = 2n + 1, where n is a prime too, and an element of order n: its powers multiply as those of e do, for exponents
 * that are taken modulo n.
 */
interface Modulus {
  readonly values: PrimeRing
  readonly exponents: PrimeRing
  readonly e: number
}

/**
 * Fixed, so that runs are repeatable and nothing has to be found first: a bad choice could only let more through to exact
 * numbers. The largest two below 2^26, where float64 needs a fifth of the time that BigInt takes for two of 61 bits. A
 * difference that is not zero is zero modulo both about once in 2^52 times, and goes to exact numbers then, as what is zero.
 */
const MODULI: readonly Modulus[] = [67108187, 67107983].map((prime) => {
  const values = new PrimeRing(prime)
  // Any square has the order n.
  return { values, exponents: new PrimeRing((prime - 1) / 2), e: values.power(314159265 % prime, 2) }
})

const RINGS = MODULI.flatMap(({ values, exponents }) => [values, exponents])

/**
 * What is known of a number: for each modulus its residue modulo p; and modulo n, where it is rational. NaN where nothing
 * is.
 *
 * A number is taken for what is written down for it: a quotient of sums r·e^x of rational r and x. Powers of e with
 * different rational exponents are linearly independent over the rationals (Lindemann and Weierstrass; Baker, "Transcendental
 * Number Theory", theorem 1.4), so such numbers are equal exactly if they are equal as formal sums. These form a ring, and
 * where all denominators have an inverse modulo n and p, r·e^x ↦ r·g^x is a homomorphism to the residues modulo p. Hence
 * different residues belong to different numbers.
 */
export type Residues = readonly number[]

export const UNKNOWN: Residues = RINGS.map(() => NaN)

const [P, M, Q, N] = RINGS

// Written out, for a loop takes three times as long.
export const add = (a: Residues, b: Residues): Residues => [
  P.add(a[0], b[0]),
  M.add(a[1], b[1]),
  Q.add(a[2], b[2]),
  N.add(a[3], b[3]),
]
export const sub = (a: Residues, b: Residues): Residues => [
  P.sub(a[0], b[0]),
  M.sub(a[1], b[1]),
  Q.sub(a[2], b[2]),
  N.sub(a[3], b[3]),
]
export const mul = (a: Residues, b: Residues): Residues => [
  P.mul(a[0], b[0]),
  M.mul(a[1], b[1]),
  Q.mul(a[2], b[2]),
  N.mul(a[3], b[3]),
]
export const ofFloat = (x: number): Residues => RINGS.map((ring) => ring.ofFloat(x))
export const inverse = (a: Residues): Residues => RINGS.map((ring, i) => ring.inverse(a[i]))

/** Of e^a, for a rational a; nothing is known of other powers of e. */
export const exp = (a: Residues): Residues =>
  MODULI.flatMap(({ values, e }, i) => [values.power(e, a[2 * i + 1]), NaN])

/** Of the one or the other of two numbers. */
export const either = (a: Residues, b: Residues): Residues => a.map((x, i) => (x === b[i] ? x : NaN))

/** Whether two numbers are certainly different. */
export const differ = (a: Residues, b: Residues): boolean => a.some((x, i) => x < b[i] || x > b[i])

/** Whether two numbers look equal. */
export const agree = (a: Residues, b: Residues): boolean => MODULI.every((_, i) => a[2 * i] === b[2 * i])

/** The largest rank modulo p that a row-major matrix has: at most its rank. Entries of which nothing is known make it 0. */
export function rankAtLeast(entries: readonly Residues[], rows: number, cols: number): number {
  const ranks = MODULI.map(({ values }, i) =>
    rankModulo(
      values,
      Array.from({ length: rows }, (_, row) =>
        entries.slice(row * cols, (row + 1) * cols).map((residues) => residues[2 * i]),
      ),
    ),
  )
  return Math.max(...ranks)
}

/** By elimination, which overwrites the rows. */
function rankModulo(ring: PrimeRing, left: number[][]): number {
  if (left.some((row) => row.some(Number.isNaN))) return 0
  let rank = 0
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const at = left.findIndex((row) => row[column] !== 0)
    if (at < 0) continue
    const [pivot] = left.splice(at, 1)
    const inverse = ring.inverse(pivot[column])
    rank++
    for (const row of left) {
      const factor = ring.mul(row[column], inverse)
      if (factor === 0) continue
      for (let j = column; j < row.length; j++) row[j] = ring.sub(row[j], ring.mul(factor, pivot[j]))
    }
    if (left.length === 0) break
  }
  return rank
}
