import { bits, bitsOrSo, root } from './interval.ts'
import { spend } from './limits.ts'

/** A rational number in lowest terms, over a positive denominator. */
export type Fraction = readonly [n: bigint, d: bigint]
/** Of e, with factors that have no other form, by name, in order: logarithms, roots, sines and cosines. */
type Exponent = readonly [n: bigint, d: bigint, ...names: string[]]
/** coefficient · e^exponent · what has a name. */
type Term = readonly [exponent: Exponent, coefficient: Fraction]
/** By the text of the exponent; no coefficient is 0. */
type Sum = ReadonlyMap<string, Term>
/** A quotient of two sums, the lower one not zero. */
export type Exact = readonly [num: Sum, den: Sum]

function fraction(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new Error('a fraction is over zero')
  spend(1 + (bitsOrSo(n) * bitsOrSo(d)) / 2 ** 14)
  let [a, b] = [n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  const unit = a > 0n === d > 0n ? a : -a
  return [n / unit, d / unit]
}
const plus = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * c + m * d, d * c)
const times = ([n, d]: Fraction, [m, c]: Fraction): Fraction => fraction(n * m, d * c)
const joined = ([n, d, ...logs]: Exponent, [m, c, ...more]: Exponent): Exponent => [
  ...plus([n, d], [m, c]),
  ...[...logs, ...more].sort(),
]
const [ZERO, ONE]: Fraction[] = [0n, 1n].map((n) => [n, 1n])

function sumOf(terms: Iterable<Term>): Sum {
  const out = new Map<string, Term>()
  for (const [exponent, r] of terms) {
    const key = exponent.join()
    spend(2 + key.length / 64)
    const before = out.get(key)?.[1] ?? ZERO
    out.set(key, [exponent, plus(before, r)])
  }
  return new Map([...out].filter(([, [, [n]]]) => n !== 0n))
}
const product = (a: Sum, b: Sum): Sum =>
  sumOf(
    [...a.values()].flatMap(([p, x]) => [...b.values()].map(([q, y]): Term => [joined(p, q), times(x, y)])),
  )
const same = (a: Sum, b: Sum): boolean =>
  a.size === b.size && [...a].every(([key, [, x]]) => b.get(key)?.[1].join() === x.join())
const UNIT = sumOf([[ZERO, ONE]])
const power = (exponent: Fraction): Exact => [sumOf([[exponent, ONE]]), UNIT]
const ofFraction = (r: Fraction): Exact => [new Map(r[0] === 0n ? [] : [['0,1', [ZERO, r]]]), UNIT]
export const rational = (n: bigint, d = 1n): Exact => ofFraction(fraction(n, d))
/** A number that is evidently rational. */
function plain([num, den]: Exact): Fraction | undefined {
  if (den !== UNIT || num.size > 1) return undefined
  for (const [[n, , ...logs], r] of num.values()) return n === 0n && logs.length === 0 ? r : undefined
  return ZERO
}
const isLarge = ([x, y]: Fraction): boolean => (x * x + y * y) >> 16384n > 0n
/** An operation on rational numbers, where both are; false where not. */
function plainly(operation: typeof plus, a: Exact, b: Exact): Exact | undefined | false {
  const [x, y] = [plain(a), plain(b)]
  if (!x || !y) return false
  const found = operation(x, y)
  return isLarge(found) ? undefined : ofFraction(found)
}
const isBelow = ([[n, d]]: Term, [[m, c]]: Term): boolean => n * c < m * d
const lowest = (sum: Sum): Term => [...sum.values()].reduce((a, b) => (isBelow(b, a) ? b : a))
/** Divided above and below by the term of den with the lowest exponent. More terms than these, and larger numbers, are not handled. */
function quotient(num: Sum, den: Sum): Exact | undefined {
  const large = [...num.values(), ...den.values()].some(([, r]) => isLarge(r))
  if (large || num.size > 4096 || den.size > 4096) return undefined
  const [[n, d, ...names], coefficient] = lowest(den)
  if (names.length > 0) return [num, den]
  const inverse = sumOf([[[-n, d], fraction(coefficient[1], coefficient[0])]])
  return [product(num, inverse), product(den, inverse)]
}
export function mul(p: Exact, q: Exact): Exact | undefined {
  const [[a, b], [c, d], found] = [p, q, plainly(times, p, q)]
  if (found !== false) return found
  if (same(b, c)) return quotient(a, d)
  return a.size * c.size + b.size * d.size > 8192 ? undefined : quotient(product(a, c), product(b, d))
}
export function div(a: Exact, b: Exact): Exact | undefined {
  const r = plain(b)
  return mul(a, r ? rational(r[1], r[0]) : [b[1], b[0]])
}
export function add(p: Exact, q: Exact): Exact | undefined {
  const found = plainly(plus, p, q)
  if (found !== false) return found
  const [[a, b], [c, d]] = [p, q]
  if (same(b, d)) return quotient(sumOf([...a.values(), ...c.values()]), b)
  if (a.size * d.size + c.size * b.size > 8192) return undefined
  return quotient(sumOf([...product(a, d).values(), ...product(c, b).values()]), product(b, d))
}
/** Another number made of the one term that a number is, where it is one. */
const ofTerm =
  (make: (exponent: Fraction, coefficient: Fraction) => Exact | false | undefined) =>
  ([num, den]: Exact): Exact | undefined =>
    Math.max(num.size, den.size) > 1 ||
    [...num.values(), ...den.values()].some(([exponent]) => exponent.length > 2)
      ? undefined
      : make(...(([...num.values()][0] ?? [ZERO, ZERO]) as [Fraction, Fraction])) || undefined
export const exp = ofTerm(([n], r) => n === 0n && power(r))
let found: readonly bigint[] | undefined
/** Below 2^16, by a sieve; only logarithms have use for them. */
const primes = (): readonly bigint[] =>
  (found ??= Array.from({ length: 2 ** 16 }, (_, n) => n)
    .filter((n, _, left) => {
      for (let m = n * n; n > 1 && m < left.length; m += n) left[m] = 0
      return n > 1
    })
    .map(BigInt))
/** The logarithm of a number above 0, by its primes below 2^16; what is left of it keeps its own name. */
function* primesOf(n: bigint, sign: bigint): Iterable<Term> {
  let left = n
  for (const p of primes()) {
    if (p * p > left) break
    spend(1 / 8 + bitsOrSo(left) / 2 ** 10)
    for (; left % p === 0n; left /= p)
      yield [
        [0n, 1n, String(p)],
        [sign, 1n],
      ]
  }
  if (left > 1n)
    yield [
      [0n, 1n, String(left)],
      [sign, 1n],
    ]
}
/** log of r e^x A, where A is a sum of 1 and terms above 0. */
function logOf(sum: Sum): Sum | undefined {
  if (sum.size === 0 || [...sum.values()].some(([{ length }, [n]]) => length > 2 || n < 0n)) return undefined
  const [[n, d], [r, s]] = lowest(sum)
  const rest = product(sum, sumOf([[[-n, d], fraction(s, r)]]))
  const other: Term[] = rest.size > 1 ? [[[0n, 1n, `log${textOf([rest])}`], ONE]] : []
  return sumOf([[ZERO, [n, d]], ...primesOf(r, 1n), ...primesOf(s, -1n), ...other])
}
/** In parentheses, so that a text in another one has an end. */
const textOf = (sums: readonly Sum[]): string =>
  `(${sums
    .map((sum) =>
      [...sum]
        .map(([key, [, r]]) => `${key}:${r.join()}`)
        .sort()
        .join('+'),
    )
    .join(';')})`
/** A number with a name, unless another form is found. */
const named = (name: string, otherwise: (a: Exact) => Exact | undefined) => (a: Exact) => {
  const found = otherwise(a)
  const text = found ? '' : textOf(a)
  return text.length > 2 ** 14 ? undefined : (found ?? [sumOf([[[0n, 1n, name + text], ONE]]), UNIT])
}
/** Of a number above 0. */
export const log = named('ln', ([num, den]) => {
  const [above, below] = [logOf(num), logOf(den)]
  return above && below && add([above, UNIT], [product(below, sumOf([[ZERO, [-1n, 1n]]])), UNIT])
})
/** Of a number that is not negative. */
export const sqrt = named(
  'root',
  ofTerm(([exponent], of) => {
    spend(1 + (bitsOrSo(of[0]) ** 2 + bitsOrSo(of[1]) ** 2) / 2 ** 12)
    const [num, den] = of.map((n) => (n > 0n ? root(n) : 0n))
    return exponent === 0n && num * num === of[0] && den * den === of[1] && rational(num, den)
  }),
)
export const [sin, cos] = [0n, 1n].map((of, i) =>
  named(
    ['sin', 'cos'][i],
    ofTerm((_, [n]) => n === 0n && rational(of)),
  ),
)
/** (e^2r - 1) / (e^2r + 1). */
export const tanh = ofTerm(([n], r) => {
  const [above, below] = [-1n, 1n].map((one) => add(power(plus(r, r)), rational(one)))
  return n === 0n && above && below && div(above, below)
})
/** 0 of no terms; that of all coefficients, where no name may be below 0; that of a power of e beyond all others, as e^x > 2^x. */
function signOf(sum: Sum): number | undefined {
  const terms = [...sum.values()].sort((a, b) => (isBelow(a, b) ? 1 : -1))
  const names = terms.flatMap(([[, , ...of]]) => of)
  if (names.some((name) => /^(ln|sin|cos)/.test(name))) return undefined
  const signs = terms.map(([, [n]]) => (n > 0n ? 1 : -1))
  if (signs.every((one) => one === signs[0])) return signs[0] ?? 0
  if (names.length > 0) return undefined
  const [[[n, d], [r, s]], ...rest] = terms
  const [above, of] = plus([n, d], [-rest[0][0][0], rest[0][0][1]])
  const others = rest.map(([, [m, c]]): Fraction => [m < 0n ? -m : m, c]).reduce(plus)
  const [p, q] = times(others, fraction(s, r))
  return BigInt(bits(p / q)) <= above / of ? signs[0] : undefined
}
export function sign([num, den]: Exact): number | undefined {
  const [above, below] = [signOf(num), signOf(den)]
  return above === 0 ? 0 : above && below && above * below
}
