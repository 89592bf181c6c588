import { f64x2, V128, v128, type Code } from '../../numbers/simd/code.ts'
import { ETA, LARGE, PHI, SMALL, SPLITTER } from '../rounding.ts'
import type { Body } from './body.ts'

const { add, sub, mul, div, abs, pmin, pmax, eq, ge, le } = f64x2
export const ZERO = f64x2.const(0)
export const ONE = f64x2.const(1)

/** The first where the mask has ones, else the second. */
export const choose = (mask: Code, first: Code, second: Code): Code => v128.select(first, second, mask)

/** `up` of `rounding.ts` for two lanes, as everything here is what has its name there. */
export const up = (c: Code): Code => add(c, step(c))
export const down = (c: Code): Code => sub(c, step(c))

/** φ|c| + η. Of a subnormal c the product is 0, and processors would take a hundred times as long to find that. */
const step = (c: Code): Code =>
  add(mul(f64x2.const(PHI), v128.and(abs(c), ge(abs(c), f64x2.const(2 ** -1022)))), f64x2.const(ETA))

export function sumError(body: Body, a: Code, b: Code, s: Code): Code {
  const z = body.let(V128, sub(s, a))
  return body.let(V128, add(sub(a, sub(s, z)), sub(b, z)))
}

/** The error of a product, and a mask of the lanes in which it is known. */
function productError(body: Body, a: Code, b: Code, p: Code): { error: Code; known: Code } {
  const [x, y, z] = [a, b, p].map((value) => body.let(V128, abs(value)))
  const known = v128.and(
    ge(pmin(pmin(x, y), z), f64x2.const(SMALL)),
    le(pmax(pmax(x, y), z), f64x2.const(LARGE)),
  )
  const mask = body.let(V128, known)
  // Where nothing is known, wild numbers would only cost time.
  const [tameA, tameB, tameP] = [a, b, p].map((value) => body.let(V128, v128.and(value, mask)))
  const [aHigh, aLow] = split(body, tameA)
  const [bHigh, bLow] = split(body, tameB)
  const cross = sub(sub(sub(tameP, mul(aHigh, bHigh)), mul(aLow, bHigh)), mul(aHigh, bLow))
  return { error: body.let(V128, sub(mul(aLow, bLow), cross)), known: mask }
}

function split(body: Body, a: Code): readonly [Code, Code] {
  const c = body.let(V128, mul(f64x2.const(SPLITTER), a))
  const high = body.let(V128, sub(c, sub(c, a)))
  return [high, body.let(V128, sub(a, high))]
}

export function addDown(body: Body, a: Code, b: Code): Code {
  const s = body.let(V128, add(a, b))
  return body.let(V128, choose(ge(sumError(body, a, b, s), ZERO), s, down(s)))
}

export function addUp(body: Body, a: Code, b: Code): Code {
  const s = body.let(V128, add(a, b))
  return body.let(V128, choose(le(sumError(body, a, b, s), ZERO), s, up(s)))
}

export const mulDown = (body: Body, a: Code, b: Code): Code => product(body, a, b, ge, down)
export const mulUp = (body: Body, a: Code, b: Code): Code => product(body, a, b, le, up)

function product(body: Body, a: Code, b: Code, holds: typeof ge, step: typeof up): Code {
  const p = body.let(V128, mul(a, b))
  const { error, known } = productError(body, a, b, p)
  const limit = choose(v128.and(holds(error, ZERO), known), p, step(p))
  return body.let(V128, v128.without(limit, v128.or(eq(a, ZERO), eq(b, ZERO))))
}

/** A lower limit of a/b, for b > 0. */
export const divDown = (body: Body, a: Code, b: Code): Code => quotient(body, a, b, ge, down)
export const divUp = (body: Body, a: Code, b: Code): Code => quotient(body, a, b, le, up)

function quotient(body: Body, a: Code, b: Code, holds: typeof ge, step: typeof up): Code {
  const q = body.let(V128, div(a, b))
  const p = body.let(V128, mul(q, b))
  const { error, known } = productError(body, q, b, p)
  const limit = choose(v128.and(holds(sub(sub(a, p), error), ZERO), known), q, step(q))
  return body.let(V128, v128.without(limit, eq(a, ZERO)))
}

export const sqrtDown = (body: Body, x: Code): Code =>
  root(body, x, ge, (r) => pmax(body.let(V128, down(r)), ZERO))
export const sqrtUp = (body: Body, x: Code): Code => root(body, x, le, up)

function root(body: Body, x: Code, holds: typeof ge, step: (r: Code) => Code): Code {
  const r = body.let(V128, f64x2.sqrt(x))
  const p = body.let(V128, mul(r, r))
  const { error, known } = productError(body, r, r, p)
  const limit = choose(v128.and(holds(sub(sub(x, p), error), ZERO), known), r, step(r))
  return body.let(V128, v128.without(limit, eq(x, ZERO)))
}
