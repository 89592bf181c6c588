import { bits, sign, type Dyadic, type Enclosure } from './interval.ts'
import * as E from './exact-quotient.ts'
import { enclosures } from './enclosure.ts'
import { fail } from './arrays.ts'

/** A real number: what encloses it, and what it is exactly, as far as each is known. With neither it is "anything". */
export type Entry = { readonly in?: Enclosure | undefined; readonly exact?: E.Exact | undefined }
type Unary = 'sqrt' | 'exp' | 'log' | 'tanh' | 'sin' | 'cos'
export type Numbers = ReturnType<typeof numbers>

export function hexFloat(text: string): Dyadic {
  const [, minus, whole, places = '', power] =
    /^(-?)0x([01])(?:\.([0-9a-f]{1,13}))?p([+-]\d{1,4})$/.exec(text) ??
    fail(`${JSON.stringify(text)?.slice(0, 40)} is no number`)
  const found: Dyadic = [
    BigInt(`0x${whole}${places}`) * (minus ? -1n : 1n),
    Number(power) - 4 * places.length,
  ]
  return isFloat(found, 53, -1074, 1024) ? found : fail(`${text} is no float64`)
}
const isFloat = ([m, e]: Dyadic, most: number, least: number, below: number): boolean =>
  m === 0n ||
  (m % 2n === 0n
    ? isFloat([m / 2n, e + 1], most, least, below)
    : bits(m) <= most && e >= least && bits(m) + e <= below)
export const isFloat32 = (x: Dyadic): boolean => isFloat(x, 24, -149, 128)

/** Real numbers, in enclosures of so many bits. */
export function numbers(precision: number) {
  const x = enclosures(precision)
  /** Whether something was not found that more bits may show, such as the sign of an exact number. */
  const open = { ever: false }
  const of = (n: bigint, d = 1n): Entry => ({ in: x.div(x.point(n), x.point(d)), exact: E.rational(n, d) })
  const at = ([m, e]: Dyadic): Entry => (e < 0 ? of(m, 1n << BigInt(-e)) : of(m << BigInt(e)))
  const read = (text: string): Entry => {
    if (/^(nan|-?inf)$/.test(text)) return {}
    return at(hexFloat(text))
  }
  const signLimits = (a: Entry): readonly number[] => {
    const [lo, hi] = a.in ? a.in.map(sign) : [-1, 1]
    const exact = lo < hi && a.exact ? E.sign(a.exact) : undefined
    open.ever ||= lo < hi && a.exact !== undefined && exact === undefined
    return [exact ?? lo, exact ?? hi]
  }
  const signOf = (a: Entry): number | undefined => {
    const [lo, hi] = signLimits(a)
    return lo === hi ? lo : undefined
  }
  const one = (f: Unary, a: Entry): Entry => ({ in: a.in && x[f](a.in), exact: a.exact && E[f](a.exact) })
  const both = (f: 'add' | 'mul' | 'div', a: Entry, b: Entry): Entry => ({
    in: a.in && b.in && x[f](a.in, b.in),
    exact: a.exact && b.exact && E[f](a.exact, b.exact),
  })
  const add = (a: Entry, b: Entry): Entry => both('add', a, b)
  const mul = (a: Entry, b: Entry): Entry => both('mul', a, b)
  const neg = (a: Entry): Entry => mul(a, of(-1n))
  const sub = (a: Entry, b: Entry): Entry => add(a, neg(b))
  const maximum = (a: Entry, b: Entry): Entry => {
    const by = signOf(sub(a, b))
    return by === undefined ? { in: a.in && b.in && x.maximum(a.in, b.in) } : by < 0 ? b : a
  }
  const abs = (a: Entry): Entry => maximum(a, neg(a))
  return {
    ...{ open, of, at, read, signLimits, signOf, add, mul, neg, sub, maximum, abs },
    div: (a: Entry, b: Entry): Entry => (signOf(b) ? both('div', a, b) : {}),
    minimum: (a: Entry, b: Entry): Entry => neg(maximum(neg(a), neg(b))),
    wherePositive(a: Entry, b: Entry): Entry {
      const [lo, hi] = signLimits(b)
      return lo > 0 ? a : hi <= 0 ? of(0n) : {}
    },
    whereNonNegative(a: Entry, b: Entry): Entry {
      const [lo, hi] = signLimits(b)
      return lo >= 0 ? a : hi < 0 ? of(0n) : {}
    },
    relu: (a: Entry): Entry => maximum(a, of(0n)),
    square: (a: Entry): Entry => mul(abs(a), abs(a)),
    sqrt: (a: Entry): Entry => one('sqrt', (signOf(a) ?? -1) < 0 ? { in: a.in } : a),
    exp: (a: Entry): Entry => one('exp', a),
    log: (a: Entry): Entry => (signOf(a) === 1 ? one('log', a) : {}),
    tanh: (a: Entry): Entry => one('tanh', a),
    sin: (a: Entry): Entry => (signOf(a) === -1 ? neg(one('sin', neg(a))) : one('sin', a)),
    cos: (a: Entry): Entry => one('cos', abs(a)),
  }
}
