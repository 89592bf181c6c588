/** A rational number in lowest terms, over a positive denominator. */
export type Fraction = readonly [n: bigint, d: bigint]
/** coefficient · e^exponent. */
type Term = readonly [exponent: Fraction, coefficient: Fraction]
/** By the text of the exponent; no coefficient is 0. */
type Sum = ReadonlyMap<string, Term>
/** A quotient of two sums, the lower one not zero. */
export type Exact = readonly [num: Sum, den: Sum]

function fraction(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new Error('a fraction is over zero')
  let [a, b] = [n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  const unit = a > 0n === d > 0n ? a : -a
  return [n / unit, d / unit]
}
const plus = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * c + m * d, d * c)
const times = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * m, d * c)
const [ZERO, ONE]: Fraction[] = [0n, 1n].map((n) => [n, 1n])

function sumOf(terms: Iterable<Term>): Sum {
  const out = new Map<string, Term>()
  for (const [exponent, r] of terms) {
    const before = out.get(exponent.join())?.[1] ?? ZERO
    out.set(exponent.join(), [exponent, plus(before, r)])
  }
  return new Map([...out].filter(([, [, [n]]]) => n !== 0n))
}
const product = (a: Sum, b: Sum): Sum =>
  sumOf([...a.values()].flatMap(([p, x]) => [...b.values()].map(([q, y]): Term => [plus(p, q), times(x, y)])))
const same = (a: Sum, b: Sum): boolean =>
  a.size === b.size && [...a].every(([key, [, x]]) => b.get(key)?.[1].join() === x.join())
const UNIT = sumOf([[ZERO, ONE]])
const power = (exponent: Fraction): Exact => [sumOf([[exponent, ONE]]), UNIT]
export const rational = (n: bigint, d = 1n): Exact => [sumOf([[ZERO, fraction(n, d)]]), UNIT]
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
export const div = (a: Exact, [c, d]: Exact): Exact | undefined => mul(a, [d, c])
export function add([a, b]: Exact, [c, d]: Exact): Exact | undefined {
  if (same(b, d)) return quotient(sumOf([...a.values(), ...c.values()]), b)
  if (a.size * d.size + c.size * b.size > 8192) return undefined
  return quotient(sumOf([...product(a, d).values(), ...product(c, b).values()]), product(b, d))
}
/** Another number made of the one term that a number is, where it is one. */
const ofTerm =
  (make: (exponent: Fraction, coefficient: Fraction) => Exact | false | undefined) =>
  ([num, den]: Exact): Exact | undefined =>
    num.size > 1 || den.size > 1 ? undefined : make(...([...num.values()][0] ?? [ZERO, ZERO])) || undefined
export const exp = ofTerm(([n], r) => n === 0n && power(r))
export const log = ofTerm((exponent, r) => r.join() === '1,1' && rational(...exponent))
export const sin = ofTerm((_, [n]) => n === 0n && rational(0n))
export const cos = ofTerm((_, [n]) => n === 0n && rational(1n))
/** (e^2r - 1) / (e^2r + 1). */
export const tanh = ofTerm(([n], r) => {
  const [above, below] = [-1n, 1n].map((one) => add(power(plus(r, r)), rational(one)))
  return n === 0n && above && below && div(above, below)
})
/** What coefficients of one sign tell; 0 is only the sum of no powers of e, by the theorem of Lindemann and Weierstrass. */
export function sign(a: Exact): number | undefined {
  const [num, den] = a.map((sum) => [...sum.values()].map(([, [n]]) => (n > 0n ? 1 : -1)))
  const alike = [num, den].every((signs) => signs.every((one) => one === signs[0]))
  return alike ? (num[0] ?? 0) * den[0] : undefined
}
