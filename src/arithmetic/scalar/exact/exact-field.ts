import type { Field } from '../field.ts'
import { Truth } from '../../../program/truth.ts'
import type { Limits } from './ball.ts'
import {
  added,
  difference,
  haveOneForm,
  isNotZero,
  limitsOf,
  negated,
  ofRational,
  quotient,
  rationalOf,
  signOf,
  total,
  truthOf,
  type ExactNumber,
} from './exact-number.ts'
import { exactRank } from './exact-rank.ts'
import * as s from './exponential-sum.ts'
import { floatEnclosure } from './float-enclosure.ts'
import * as f from './fraction.ts'
import { exponential, root } from './functions.ts'
import { logarithm } from './logarithm.ts'
import { cosine, sine } from './trigonometric.ts'

const ONE = ofRational(f.ONE)

/** Places after the binary point by which numbers are told apart before their difference is formed. */
const FIRST_LOOK = 96

/**
 * Exact real numbers: quotients of sums of rational multiples of powers of e. Equality, order and rank of what is
 * computed from rational numbers by the four operations, extrema, e^x and tanh are decided, since powers of e with
 * different rational exponents are linearly independent (Lindemann and Weierstrass). Logarithms of primes and of sums,
 * roots that stay what they are, sines and cosines are carried along as numbers of their own: equal ones cancel, others
 * are told apart by enclosures. Logarithms of rational numbers are sums of those of primes.
 *
 * "Anything" is what grows too large, e^x of x that is not rational, and a sign that was not found.
 */
export class ExactField implements Field<ExactNumber> {
  private readonly looks = new WeakMap<ExactNumber, Limits>()

  exact(x: number): ExactNumber {
    return ofRational(f.ofFloat(x))
  }
  fraction(numerator: number, denominator: number): ExactNumber {
    return ofRational(f.fraction(BigInt(numerator), BigInt(denominator)))
  }
  add(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
    return added(a, b)
  }
  sub(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
    return difference(a, b)
  }
  total(of: readonly ExactNumber[]): ExactNumber | undefined {
    return total(of)
  }
  mul(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
    const [x, y] = [rationalOf(a), rationalOf(b)]
    if (x && y) return ofRational(f.mul(x, y))
    if (a.den === s.ONE && b.den === s.ONE) return product(a.num, b.num, s.ONE, s.ONE)
    const [p, q] = [s.ratio(a.num, b.den), s.ratio(b.num, a.den)]
    if (p) return quotient(s.scaled(b.num, p), a.den)
    if (q) return quotient(s.scaled(a.num, q), b.den)
    return product(a.num, b.num, a.den, b.den)
  }
  div(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
    const [x, y] = [rationalOf(a), rationalOf(b)]
    if (x && y) return y.n === 0n ? undefined : ofRational(f.quotient(x, y))
    if (!isNotZero(b.num)) return undefined
    const ratio = s.ratio(a.den, b.den)
    if (ratio) return quotient(a.num, s.scaled(b.num, ratio))
    return product(a.num, b.den, a.den, b.num)
  }
  minimum(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
    const order = this.order(a, b)
    return order === undefined ? undefined : order <= 0 ? a : b
  }
  maximum(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
    const order = this.order(a, b)
    return order === undefined ? undefined : order >= 0 ? a : b
  }
  neg(a: ExactNumber): ExactNumber {
    return negated(a)
  }
  abs(a: ExactNumber): ExactNumber | undefined {
    const sign = signOf(a)
    return sign === undefined ? undefined : sign < 0 ? this.neg(a) : a
  }
  square(a: ExactNumber): ExactNumber | undefined {
    const x = rationalOf(a)
    if (x) return ofRational(f.mul(x, x))
    return product(a.num, a.num, a.den, a.den)
  }
  sqrt(a: ExactNumber): ExactNumber | undefined {
    const sign = signOf(a)
    return sign === undefined || sign < 0 ? undefined : root(a)
  }
  exp(a: ExactNumber): ExactNumber | undefined {
    return exponential(a, this)
  }
  log(a: ExactNumber): ExactNumber | undefined {
    return signOf(a) === 1 ? logarithm(a) : undefined
  }
  /** (e^2a - 1) / (e^2a + 1), where e^2a has an exact form. */
  tanh(a: ExactNumber): ExactNumber | undefined {
    const twice = this.add(a, a)
    const power = twice && this.exp(twice)
    const [above, below] = power ? [this.sub(power, ONE), this.add(power, ONE)] : []
    return above && below && this.div(above, below)
  }
  sin(a: ExactNumber): ExactNumber {
    return sine(a)
  }
  cos(a: ExactNumber): ExactNumber {
    return cosine(a)
  }
  shift(of: readonly ExactNumber[]): ExactNumber {
    return of.reduce((most, next) => ((this.order(most, next) ?? 0) < 0 ? next : most))
  }
  less(a: ExactNumber, b: ExactNumber): Truth {
    return truthOf(this.order(a, b), (sign) => sign < 0)
  }
  atMost(a: ExactNumber, b: ExactNumber): Truth {
    return truthOf(this.order(a, b), (sign) => sign <= 0)
  }
  equal(a: ExactNumber, b: ExactNumber): Truth {
    const same = haveOneForm(a, b)
    if (same) return Truth.True
    const opaque = [a.num, a.den, b.num, b.den].some(s.isOpaque)
    if (same === false && !opaque) return Truth.False
    return truthOf(this.order(a, b), (sign) => sign === 0)
  }
  enclosure(a: ExactNumber): readonly [number, number] {
    return floatEnclosure(a)
  }
  rank(entries: readonly (ExactNumber | undefined)[], rows: number, cols: number): readonly [number, number] {
    return exactRank(entries, rows, cols)
  }

  /** The sign of a - b. */
  private order(a: ExactNumber, b: ExactNumber): -1 | 0 | 1 | undefined {
    if (a === b) return 0
    const [x, y] = [rationalOf(a), rationalOf(b)]
    if (x && y) return f.equal(x, y) ? 0 : f.less(x, y) ? -1 : 1
    if (s.same(a.num, b.num) && s.same(a.den, b.den)) return 0
    const [p, q] = [this.look(a), this.look(b)]
    if (p && q && p.hi < q.lo) return -1
    if (p && q && p.lo > q.hi) return 1
    const gap = difference(a, b)
    return gap && signOf(gap)
  }

  private look(a: ExactNumber): Limits | undefined {
    const known = this.looks.get(a)
    if (known) return known
    const limits = limitsOf(a, FIRST_LOOK)
    if (limits) this.looks.set(a, limits)
    return limits
  }
}

function product(a: s.Sum, b: s.Sum, c: s.Sum, d: s.Sum): ExactNumber | undefined {
  if (a.size * b.size > s.MOST_TERMS || c.size * d.size > s.MOST_TERMS) return undefined
  return quotient(s.times(a, b), s.times(c, d))
}
