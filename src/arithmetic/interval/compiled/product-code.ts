import {
  either,
  f32x4,
  f64x2,
  I32,
  i32,
  i64x2,
  V128,
  v128,
  when,
  type Code,
  type Local,
} from '../../numbers/simd/code.ts'
import { errorGrowth, ETA } from '../rounding.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import { Summation } from './reduction-code.ts'
import { choose, down, up, ZERO } from './rounding-code.ts'
import { load, store, stridesIn, type Ends, type View } from './view.ts'

const { add, sub, mul, abs, eq, lt, ge, ne, pmin, pmax, trunc } = f64x2

/** The operands and the result of a matrix product. */
export interface Product {
  readonly a: View
  readonly b: View
  readonly out: View
  /** Told of each entry of the result. */
  done(body: Body, ends: Ends): void
}

/** Visits the pairs of entries whose products make up one entry of the result. */
type Pairs = (each: (body: Body, x: Ends, y: Ends) => void) => void
/** Limits on the sum of their products. */
type Dot = (body: Body, terms: number, pairs: Pairs) => Ends

/**
 * The matrix product over the last two axes, as `mat-mul.ts` computes it: in one of three ways, for each matrix of each
 * lane by itself.
 */
export function productCode(body: Body, product: Product): void {
  const { a, b, out } = product
  const stack = out.shape.slice(0, -2)
  const path = ({ shape, strides }: View) => ({
    strides: stridesIn({ shape: shape.slice(0, -2), strides: strides.slice(0, -2) }, stack),
  })
  forEachEntry(body, stack, [path(a), path(b), path(out)], (inner, at) => {
    if (a.float32 && b.float32) multiply(inner, product, at, sumOfExact)
    else multiplyByKind(inner, product, at)
  })
}

/** Each entry of the result of one product. @param at where its matrices begin */
function multiply(body: Body, { a, b, out, done }: Product, [x, y, to]: readonly Code[], dot: Dot): void {
  const terms = a.shape.at(-1)!
  const [aRow, aCol] = a.strides.slice(-2)
  const [bRow, bCol] = b.strides.slice(-2)
  const paths = [
    { from: x, strides: [aRow, 0] },
    { from: y, strides: [0, bCol] },
    { from: to, strides: out.strides.slice(-2) },
  ]
  forEachEntry(body, out.shape.slice(-2), paths, (entry, [row, col, place]) => {
    const along = [
      { from: row, strides: [aCol] },
      { from: col, strides: [bRow] },
    ]
    const ends = dot(entry, terms, (each) =>
      forEachEntry(entry, [terms], along, (pair, [p, q]) => each(pair, load(pair, a, p), load(pair, b, q))),
    )
    done(entry, ends)
    store(entry, out, place, ends)
  })
}

/** Looks at the matrices first: enclosures in both lanes are what is usual. */
function multiplyByKind(body: Body, product: Product, at: readonly Code[]): void {
  const { a, b } = product
  const matrices = [
    [a, at[0]],
    [b, at[1]],
  ] as const
  const wide = someWide(body, matrices)
  const sign = body.let(
    V128,
    matrices.map(([view, from]) => nonNegative(body, view, from)).reduce((p, q) => v128.and(p, q)),
  )
  const usual = body.let(I32, i64x2.allTrue(wide))
  const otherwise = body.inside((inner) => {
    const [float32, integer] = [inner.variable(V128, v128.ones), inner.variable(V128, v128.ones)]
    for (const [view, from] of matrices)
      eachOf(inner, view, from, (entry, { lo }) => {
        const rounded = f64x2.ofLower(f32x4.ofDoubles(lo))
        entry.do(float32.set(v128.and(float32.get, eq(rounded, lo))))
        entry.do(integer.set(v128.and(integer.get, eq(trunc(lo), lo))))
      })
    multiply(inner, product, at, (dot, terms, pairs) => {
      const enclosed = sumOfWide(dot, terms, pairs, sign)
      const thin = sumOfThin(dot, terms, pairs, integer.get)
      const exact = sumOfExact(dot, terms, pairs)
      const chosen = (end: 'lo' | 'hi') =>
        dot.let(V128, choose(wide, enclosed[end], choose(float32.get, exact[end], thin[end])))
      return { lo: chosen('lo'), hi: chosen('hi') }
    })
  })
  body.do(
    either(
      usual,
      body.inside((inner) =>
        multiply(inner, product, at, (dot, terms, pairs) => sumOfWide(dot, terms, pairs, sign)),
      ),
      otherwise,
    ),
  )
}

/** Products of float32 numbers are exact, so only their sum rounds. */
function sumOfExact(body: Body, terms: number, pairs: Pairs): Ends {
  const sum = new Summation(body)
  pairs((pair, { lo: x }, { lo: y }) => sum.take(pair, pair.let(V128, mul(x, y))))
  return sum.ends(terms)
}

/** Exact float64 numbers under an a-priori bound. @param integer the lanes that hold nothing but integers */
function sumOfThin(body: Body, terms: number, pairs: Pairs, integer: Code): Ends {
  const [s, magnitude] = [0, 0].map(() => body.variable(V128, ZERO))
  pairs((pair, { lo: x }, { lo: y }) => {
    const term = pair.let(V128, mul(x, y))
    pair.do(s.set(add(s.get, term)))
    pair.do(magnitude.set(add(magnitude.get, abs(term))))
  })
  const slack = slackOf(body, terms, magnitude)
  const exact = body.let(V128, v128.and(integer, lt(magnitude.get, f64x2.const(2 ** 53))))
  const [lower, upper] = [sub(s.get, slack), add(s.get, slack)].map((end) => body.let(V128, end))
  return {
    lo: body.let(V128, choose(exact, s.get, down(lower))),
    hi: body.let(V128, choose(exact, s.get, up(upper))),
  }
}

/** The extreme products of every pair under an a-priori bound. @param sign the lanes without negative numbers */
function sumOfWide(body: Body, terms: number, pairs: Pairs, sign: Code): Ends {
  const [lo, hi, loMagnitude, hiMagnitude] = [0, 0, 0, 0].map(() => body.variable(V128, ZERO))
  pairs((pair, x, y) => {
    const exact = x.lo === x.hi || y.lo === y.hi
    const products = exact
      ? [mul(x.lo, y.lo), mul(x.hi, y.hi)]
      : [mul(x.lo, y.lo), mul(x.lo, y.hi), mul(x.hi, y.lo), mul(x.hi, y.hi)]
    const each = products.map((p) => pair.let(V128, p))
    const least = pair.let(
      V128,
      each.reduce((p, q) => pmin(p, q)),
    )
    const most = pair.let(
      V128,
      each.reduce((p, q) => pmax(p, q)),
    )
    const grow = (into: Local, by: Code) => pair.do(into.set(add(into.get, by)))
    grow(lo, least)
    grow(hi, most)
    grow(loMagnitude, abs(least))
    grow(hiMagnitude, abs(most))
  })
  const lower = body.let(V128, down(body.let(V128, sub(lo.get, slackOf(body, terms, loMagnitude)))))
  return {
    lo: body.let(V128, choose(sign, pmax(lower, ZERO), lower)),
    hi: body.let(V128, up(body.let(V128, add(hi.get, slackOf(body, terms, hiMagnitude))))),
  }
}

const slackOf = (body: Body, terms: number, magnitude: Local): Code =>
  body.let(V128, add(mul(f64x2.const(errorGrowth(terms)), magnitude.get), f64x2.const((terms + 1) * ETA)))

type Matrices = readonly (readonly [View, Code])[]

/** A mask of the lanes in which one of the matrices has an entry that is not exact. */
function someWide(body: Body, matrices: Matrices): Code {
  const wide = body.variable(V128, ZERO)
  for (const [view, from] of matrices) {
    if (view.lo === view.hi) continue
    const look = body.inside((inner) =>
      eachOf(inner, view, from, (entry, { lo, hi }) => entry.do(wide.set(v128.or(wide.get, ne(lo, hi))))),
    )
    body.do(when(i32.not(i64x2.allTrue(wide.get)), look))
  }
  return wide.get
}

/** A mask of the lanes in which a matrix has no negative number. */
function nonNegative(body: Body, view: View, from: Code): Code {
  const least = body.variable(V128, f64x2.const(Infinity))
  eachOf(body, view, from, (entry, { lo }) => entry.do(least.set(pmin(least.get, lo))))
  return body.let(V128, ge(least.get, ZERO))
}

/** Each entry of one matrix. */
function eachOf(body: Body, view: View, from: Code, each: (body: Body, ends: Ends) => void): void {
  const path = { from, strides: view.strides.slice(-2) }
  forEachEntry(body, view.shape.slice(-2), [path], (inner, [entry]) => each(inner, load(inner, view, entry)))
}
