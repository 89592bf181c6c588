/** A rational number in lowest terms, over a positive denominator. */
export type Fraction = readonly [n: bigint, d: bigint]
/** coefficient · e^exponent. */
type Term = readonly [exponent: Fraction, coefficient: Fraction]
/** By the text of the exponent; no coefficient is 0. */
type Sum = ReadonlyMap<string, Term>
/** A quotient of two sums, the lower one not zero. */
export type Exact = readonly [num: Sum, den: Sum]

/** @throws {Error} when d is 0 */
export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new Error('a fraction is over zero')
  let [a, b] = [n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  const unit = a > 0n === d > 0n ? a : -a
  return [n / unit, d / unit]
}
const plus = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * c + m * d, d * c)
const times = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * m, d * c)
const [ZERO, ONE] = [fraction(0n), fraction(1n)]

function sumOf(terms: Iterable<Term>): Sum {
  const out = new Map<string, Term>()
  for (const [exponent, coefficient] of terms) {
    const key = exponent.join('/')
    const total = plus(out.get(key)?.[1] ?? ZERO, coefficient)
    if (total[0] === 0n) out.delete(key)
    else out.set(key, [exponent, total])
  }
  return out
}
const product = (a: Sum, b: Sum): Sum =>
  sumOf([...a.values()].flatMap(([p, x]) => [...b.values()].map(([q, y]): Term => [plus(p, q), times(x, y)])))
const same = (a: Sum, b: Sum): boolean =>
  a.size === b.size && [...a].every(([key, [, x]]) => b.get(key)?.[1].join() === x.join())

export const power = (exponent: Fraction, coefficient: Fraction = ONE): Exact => [
  sumOf([[exponent, coefficient]]),
  sumOf([[ZERO, ONE]]),
]
export const rational = (value: Fraction): Exact => power(ZERO, value)

/** Divided above and below by a term of den. More terms than these, and larger numbers, are not handled. */
function quotient(num: Sum, den: Sum): Exact | undefined {
  const large = [...num.values(), ...den.values()].some(([, [x, y]]) => (x * x + y * y) >> 16384n > 0n)
  if (large || num.size > 4096 || den.size > 4096) return undefined
  const [[[n, d], coefficient]] = [...den.values()] as [Term]
  const inverse = sumOf([[[-n, d], fraction(coefficient[1], coefficient[0])]])
  return [product(num, inverse), product(den, inverse)]
}
export const mul = ([a, b]: Exact, [c, d]: Exact): Exact | undefined =>
  a.size * c.size + b.size * d.size > 8192 ? undefined : quotient(product(a, c), product(b, d))
/** @param b not zero */
export const div = (a: Exact, [c, d]: Exact): Exact | undefined => mul(a, [d, c])
export function add([a, b]: Exact, [c, d]: Exact): Exact | undefined {
  if (same(b, d)) return quotient(sumOf([...a.values(), ...c.values()]), b)
  if (a.size * d.size + c.size * b.size > 8192) return undefined
  return quotient(sumOf([...product(a, d).values(), ...product(c, b).values()]), product(b, d))
}

/** By the theorem of Lindemann and Weierstrass this is all that makes a sum of powers of e zero. */
export const isZero = ([num]: Exact): boolean => num.size === 0
/** The number as one term, where it is one. */
export const termOf = ([num, den]: Exact): Term | undefined =>
  den.size > 1 || num.size > 1 ? undefined : ([...num.values()][0] ?? [ZERO, ZERO])
