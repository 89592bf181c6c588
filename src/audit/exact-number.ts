/** A rational number in lowest terms, over a positive denominator. */
export type Fraction = readonly [n: bigint, d: bigint]
/** Σ coefficient · e^exponent, by the text of the exponent; no coefficient is 0. */
type Sum = ReadonlyMap<string, readonly [exponent: Fraction, coefficient: Fraction]>
/** A quotient of two sums, the lower one not zero. */
export type Exact = readonly [num: Sum, den: Sum]

/** Sums of more terms, and fractions of larger numbers, are not handled. */
const MOST = 4096
const LARGEST = 1n << 8192n

/** @throws {Error} when d is 0 */
export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new Error('a fraction is over zero')
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d]
  while (b !== 0n) [a, b] = [b, a % b]
  const unit = d < 0n ? -a : a
  return [n / unit, d / unit]
}
const plus = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * c + m * d, d * c)
const times = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * m, d * c)

function sumOf(terms: Iterable<readonly [Fraction, Fraction]>): Sum {
  const out = new Map<string, readonly [Fraction, Fraction]>()
  for (const [exponent, coefficient] of terms) {
    const key = exponent.join('/')
    const total = plus(out.get(key)?.[1] ?? [0n, 1n], coefficient)
    if (total[0] === 0n) out.delete(key)
    else out.set(key, [exponent, total])
  }
  return out
}
const product = (a: Sum, b: Sum): Sum =>
  sumOf(
    [...a.values()].flatMap(([p, x]) => [...b.values()].map(([q, y]) => [plus(p, q), times(x, y)] as const)),
  )

export const power = (exponent: Fraction, coefficient: Fraction = [1n, 1n]): Exact => [
  sumOf([[exponent, coefficient]]),
  sumOf([
    [
      [0n, 1n],
      [1n, 1n],
    ],
  ]),
]
export const rational = (value: Fraction): Exact => power([0n, 1n], value)

const same = (a: Sum, b: Sum): boolean =>
  a.size === b.size &&
  [...a].every(([key, [, [n, d]]]) => b.get(key)?.[1][0] === n && b.get(key)?.[1][1] === d)

const tooLarge = (sum: Sum): boolean =>
  sum.size > MOST || [...sum.values()].flat(2).some((part) => part > LARGEST || part < -LARGEST)
/** The term of the largest exponent. */
const last = (sum: Sum): readonly [Fraction, Fraction] =>
  [...sum.values()].reduce((a, b) => (plus(a[0], [-b[0][0], b[0][1]])[0] > 0n ? a : b))

/**
 * Divided above and below by the last term of den, so that equal denominators mostly look equal; a numerator which is
 * a multiple of the denominator is divided by it.
 */
function quotient(num: Sum, den: Sum): Exact | undefined {
  if (tooLarge(num) || tooLarge(den)) return undefined
  if (num.size === 0) return rational([0n, 1n])
  const [exponent, coefficient] = last(den)
  const inverse = sumOf([[[-exponent[0], exponent[1]], fraction(coefficient[1], coefficient[0])]])
  const [above, below] = [product(num, inverse), product(den, inverse)]
  const multiple = sumOf([last(above)])
  return above.size === below.size && same(product(below, multiple), above)
    ? power(...last(multiple))
    : [above, below]
}

export function add([a, b]: Exact, [c, d]: Exact): Exact | undefined {
  if (same(b, d)) return quotient(sumOf([...a.values(), ...c.values()]), b)
  if (a.size * d.size + c.size * b.size > MOST) return undefined
  return quotient(sumOf([...product(a, d).values(), ...product(c, b).values()]), product(b, d))
}
export const mul = ([a, b]: Exact, [c, d]: Exact): Exact | undefined =>
  a.size * c.size > MOST || b.size * d.size > MOST ? undefined : quotient(product(a, c), product(b, d))
/** @param b not zero */
export const div = (a: Exact, [c, d]: Exact): Exact | undefined => mul(a, [d, c])
export const neg = (a: Exact): Exact => mul(a, rational([-1n, 1n]))!

/** By the theorem of Lindemann and Weierstrass this is all that makes a sum of powers of e zero. */
export const isZero = ([num]: Exact): boolean => num.size === 0

/** The rational number that this is. */
export function rationalOf([num, den]: Exact): Fraction | undefined {
  if (num.size === 0) return [0n, 1n]
  const [[exponent, coefficient]] = [...num.values()] as [readonly [Fraction, Fraction]]
  return num.size === 1 && den.size === 1 && exponent[0] === 0n ? coefficient : undefined
}
/** The rational number whose power of e this is. */
export function exponentOf([num, den]: Exact): Fraction | undefined {
  if (num.size !== 1 || den.size !== 1) return undefined
  const [[exponent, coefficient]] = [...num.values()] as [readonly [Fraction, Fraction]]
  return coefficient[0] === 1n && coefficient[1] === 1n ? exponent : undefined
}

/** The root, when this is the square of a rational number. */
export function rootOf(a: Exact): Exact | undefined {
  const [n, d] = rationalOf(a) ?? [-1n, 1n]
  const roots = [n, d].map((m) => wholeRoot(m))
  return roots[0] !== undefined && roots[1] !== undefined ? rational([roots[0], roots[1]]) : undefined
}
function wholeRoot(m: bigint): bigint | undefined {
  let [low, high] = [-1n, (m < 0n ? 0n : m) + 1n]
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle * middle <= m) low = middle
    else high = middle
  }
  return low * low === m ? low : undefined
}
/** How many products of terms an operation on two of them takes, about. */
export const work = ([a, b]: Exact, [c, d]: Exact): number => (a.size + b.size) * (c.size + d.size)
