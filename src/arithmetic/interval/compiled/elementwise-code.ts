import { f64x2, i32, i64x2, V128, v128, when, type Code } from '../../numbers/simd/code.ts'
import type { Binary, Unary } from '../../../program/step.ts'
import * as t from '../transcendental.ts'
import type { Body } from './body.ts'
import { expCode } from './exp-code.ts'
import {
  addDown,
  addUp,
  choose,
  divDown,
  divUp,
  down,
  mulDown,
  mulUp,
  ONE,
  sqrtDown,
  sqrtUp,
  up,
  ZERO,
} from './rounding-code.ts'
import type { Ends } from './view.ts'

const { neg, pmin, pmax, mul, eq, lt, gt, ge, le } = f64x2

/** Functions of JavaScript that the code calls: of as many numbers as their lengths say. */
export const IMPORTED = {
  log: Math.log,
  tanhDown: t.tanhDown,
  tanhUp: t.tanhUp,
  sinDown: (lo: number, hi: number) => t.sinDown(lo, hi),
  sinUp: (lo: number, hi: number) => t.sinUp(lo, hi),
  cosDown: (lo: number, hi: number) => t.cosDown(lo, hi),
  cosUp: (lo: number, hi: number) => t.cosUp(lo, hi),
} as const
export type Imported = keyof typeof IMPORTED

/** A call of an imported function. */
export type Call = (name: Imported, ...operands: readonly Code[]) => Code

/** What an operation does with entries of two lanes whose endpoints are finite; the same as its kernel in float64. */
export type UnaryCode = (body: Body, x: Ends, call: Call) => Ends
export type BinaryCode = (body: Body, a: Ends, b: Ends) => Ends

const both = (of: Code): Ends => ({ lo: of, hi: of })
export const isExact = ({ lo, hi }: Ends): boolean => lo === hi

/** Of an exact number, where the result is one too. */
const exactly =
  (exact: (body: Body, x: Code) => Code, otherwise: UnaryCode): UnaryCode =>
  (body, x, call) =>
    isExact(x) ? both(body.let(V128, exact(body, x.lo))) : otherwise(body, x, call)

/** For each of the two lanes. */
function inLanes(body: Body, of: (lane: 0 | 1) => Code): Code {
  const result = body.variable(V128, f64x2.splat(of(0)))
  body.do(result.set(f64x2.withLane(result.get, 1, of(1))))
  return result.get
}

/** A function whose two limits JavaScript finds, from one endpoint each or from both. */
const limited =
  (lower: Imported, upper: Imported, operands: 1 | 2): UnaryCode =>
  (body, { lo, hi }, call) => {
    const found = (name: Imported, own: Code) =>
      inLanes(body, (lane) =>
        operands === 2
          ? call(name, f64x2.lane(lo, lane), f64x2.lane(hi, lane))
          : call(name, f64x2.lane(own, lane)),
      )
    return { lo: found(lower, lo), hi: found(upper, hi) }
  }

/** A function of one number at both endpoints, once where they are equal. */
function atBoth(body: Body, { lo, hi }: Ends, of: (body: Body, x: Code) => Code): Ends {
  const lower = of(body, lo)
  if (lo === hi) return both(lower)
  const upper = body.variable(V128, lower)
  const other = body.inside((inner) => inner.do(upper.set(of(inner, hi))))
  body.do(when(i32.not(i64x2.allTrue(eq(lo, hi))), other))
  return { lo: lower, hi: upper.get }
}

const twoDown = (body: Body, x: Code): Code => body.let(V128, down(body.let(V128, down(x))))
const twoUp = (body: Body, x: Code): Code => body.let(V128, up(body.let(V128, up(x))))

export const UNARY_CODE: Readonly<Record<Unary, UnaryCode>> = {
  neg: exactly(
    (_, x) => neg(x),
    (body, { lo, hi }) => ({ lo: body.let(V128, neg(hi)), hi: body.let(V128, neg(lo)) }),
  ),
  abs: exactly((_, x) => f64x2.abs(x), absolute),
  relu: exactly(
    (_, x) => pmax(x, ZERO),
    (body, { lo, hi }) => ({ lo: body.let(V128, pmax(lo, ZERO)), hi: body.let(V128, pmax(hi, ZERO)) }),
  ),
  square(body, x) {
    const { lo: near, hi: far } = absolute(body, x)
    return {
      lo: body.let(V128, pmax(mulDown(body, near, near), ZERO)),
      hi: mulUp(body, far, far),
    }
  },
  sqrt: (body, { lo, hi }) => ({ lo: sqrtDown(body, lo), hi: sqrtUp(body, hi) }),
  exp(body, x) {
    const { lo, hi } = atBoth(body, x, expCode)
    const lower = pmax(twoDown(body, lo), choose(gt(x.lo, ZERO), ONE, ZERO))
    const above = twoUp(body, hi)
    const upper = choose(lt(x.hi, ZERO), pmin(above, ONE), above)
    return {
      lo: body.let(V128, choose(eq(x.lo, ZERO), ONE, body.let(V128, lower))),
      hi: body.let(V128, choose(eq(x.hi, ZERO), ONE, body.let(V128, upper))),
    }
  },
  log(body, x, call) {
    const { lo, hi } = atBoth(body, x, (inner, end) =>
      inLanes(inner, (lane) => call('log', f64x2.lane(end, lane))),
    )
    // Of 0 it is infinite, and of a negative number NaN.
    return {
      lo: body.let(V128, v128.without(twoDown(body, lo), eq(x.lo, ONE))),
      hi: body.let(V128, v128.without(twoUp(body, hi), eq(x.hi, ONE))),
    }
  },
  tanh: limited('tanhDown', 'tanhUp', 1),
  sin: limited('sinDown', 'sinUp', 2),
  cos: limited('cosDown', 'cosUp', 2),
}

function absolute(body: Body, { lo, hi }: Ends): Ends {
  const below = body.let(V128, neg(lo))
  return {
    lo: body.let(V128, pmax(pmax(lo, ZERO), neg(hi))),
    hi: body.let(V128, pmax(below, hi)),
  }
}

const least = (body: Body, a: Code, b: Code): Code => body.let(V128, pmin(a, b))
const most = (body: Body, a: Code, b: Code): Code => body.let(V128, pmax(a, b))
const endwise =
  (lower: typeof least, upper: typeof least): BinaryCode =>
  (body, a, b) => {
    const lo = lower(body, a.lo, b.lo)
    return lower === upper && isExact(a) && isExact(b) ? both(lo) : { lo, hi: upper(body, a.hi, b.hi) }
  }

/** @param certain a mask of the lanes in which b has the sign @param excluded in which it has not */
const gate =
  (certain: (lo: Code) => Code, excluded: (hi: Code) => Code): BinaryCode =>
  (body, a, b) => {
    const [yes, no] = [body.let(V128, certain(b.lo)), body.let(V128, excluded(b.hi))]
    // What b is not makes it NaN.
    const exists = body.let(V128, choose(eq(b.lo, b.lo), ZERO, f64x2.const(NaN)))
    const chosen = (end: Code, open: Code) =>
      body.let(V128, v128.or(choose(yes, end, v128.without(open, no)), exists))
    return { lo: chosen(a.lo, pmin(a.lo, ZERO)), hi: chosen(a.hi, pmax(a.hi, ZERO)) }
  }

export const BINARY_CODE: Readonly<Record<Binary, BinaryCode>> = {
  add: endwise(addDown, addUp),
  sub: (body, a, b) => ({
    lo: addDown(body, a.lo, body.let(V128, neg(b.hi))),
    hi: addUp(body, a.hi, body.let(V128, neg(b.lo))),
  }),
  minimum: endwise(least, least),
  maximum: endwise(most, most),
  wherePositive: gate(
    (lo) => gt(lo, ZERO),
    (hi) => le(hi, ZERO),
  ),
  whereNonNegative: gate(
    (lo) => ge(lo, ZERO),
    (hi) => lt(hi, ZERO),
  ),
  mul: multiplied,
  div(body, a, b) {
    const flip = body.let(V128, lt(b.hi, ZERO))
    const turned = (plain: Code, other: Code) => body.let(V128, choose(flip, neg(other), plain))
    const [al, ah] = [turned(a.lo, a.hi), turned(a.hi, a.lo)]
    const [bl, bh] = [turned(b.lo, b.hi), turned(b.hi, b.lo)]
    const [above, below] = [body.let(V128, ge(al, ZERO)), body.let(V128, le(ah, ZERO))]
    const lower = divDown(body, al, body.let(V128, choose(above, bh, bl)))
    const upper = divUp(body, ah, body.let(V128, choose(below, bh, bl)))
    // A divisor that may be 0 makes it NaN.
    const exists = body.let(V128, choose(gt(bl, ZERO), ZERO, f64x2.const(NaN)))
    return {
      lo: body.let(V128, v128.or(choose(above, pmax(lower, ZERO), lower), exists)),
      hi: body.let(V128, v128.or(choose(below, pmin(upper, ZERO), upper), exists)),
    }
  },
}

function multiplied(body: Body, a: Ends, b: Ends): Ends {
  const [al, ah, bl, bh] = [a.lo, a.hi, b.lo, b.hi]
  const aligned = body.let(V128, v128.and(ge(al, ZERO), ge(bl, ZERO)))
  const exact = v128.and(eq(al, ah), eq(bl, bh))
  const simple = body.let(V128, v128.or(aligned, exact))
  const lower = mulDown(body, al, bl)
  const lo = body.variable(V128, choose(aligned, pmax(lower, ZERO), lower))
  const hi = body.variable(V128, mulUp(body, ah, bh))
  const general = body.inside((inner) => {
    const products = [mul(al, bl), mul(al, bh), mul(ah, bl), mul(ah, bh)].map((p) => inner.let(V128, p))
    const under = inner.let(
      V128,
      down(
        inner.let(
          V128,
          products.reduce((p, q) => pmin(p, q)),
        ),
      ),
    )
    const over = inner.let(
      V128,
      up(
        inner.let(
          V128,
          products.reduce((p, q) => pmax(p, q)),
        ),
      ),
    )
    const alike = v128.and(le(ah, ZERO), le(bh, ZERO))
    const opposite = v128.or(v128.and(ge(al, ZERO), le(bh, ZERO)), v128.and(le(ah, ZERO), ge(bl, ZERO)))
    const nothing = inner.let(
      V128,
      v128.or(v128.and(eq(al, ZERO), eq(ah, ZERO)), v128.and(eq(bl, ZERO), eq(bh, ZERO))),
    )
    const least = v128.without(choose(alike, pmax(under, ZERO), under), nothing)
    const most = v128.without(choose(opposite, pmin(over, ZERO), over), nothing)
    inner.do(lo.set(choose(simple, lo.get, least)))
    inner.do(hi.set(choose(simple, hi.get, most)))
  })
  body.do(when(i32.not(i64x2.allTrue(simple)), general))
  return { lo: lo.get, hi: hi.get }
}
