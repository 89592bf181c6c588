import { f64x2, I32, i32, i64x2, V128, v128, type Code, type Local } from '../../numbers/simd/code.ts'
import { broadcastShapes, sizeOf } from '../../../program/shape.ts'
import type { Relation } from '../../../program/statement.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import { choose, up, ZERO } from './rounding-code.ts'
import { contiguous, load, stridesIn, type Ends, type View } from './view.ts'

const { add, sub, mul, abs, eq, lt, gt, ge, le, pmin, pmax } = f64x2

/** Where a judgement of two lanes is written: addresses of the first lane's, with the second's behind them. */
export interface JudgementPlace {
  /** One byte for each entry, lane by lane. */
  readonly truth: Code
  /** Two float64 each. */
  readonly margin: Code
  readonly bound: Code
  readonly width: Code
}

const middle = ({ lo, hi }: Ends): Code => add(half(lo), half(hi))
const half = (x: Code): Code => mul(x, f64x2.const(0.5))

/** The entry that is nearest to another truth, of two lanes. */
class Tightest {
  private readonly least: Local
  private readonly margin: Local
  private readonly bound: Local

  constructor(body: Body) {
    this.least = body.variable(V128, f64x2.const(Infinity))
    this.margin = body.variable(V128, f64x2.const(NaN))
    this.bound = body.variable(V128, f64x2.const(NaN))
  }

  /** Keeps the tighter of what it holds and this one. */
  record(body: Body, margin: Code, bound: Code): void {
    const slack = body.let(V128, sub(abs(margin), bound))
    const nearer = body.let(V128, lt(slack, this.least.get))
    const keep = (kept: Local, value: Code) => body.do(kept.set(choose(nearer, value, kept.get)))
    keep(this.least, slack)
    keep(this.margin, margin)
    keep(this.bound, bound)
  }

  write(body: Body, place: JudgementPlace): void {
    body.do(v128.store(place.margin, this.margin.get))
    body.do(v128.store(place.bound, this.bound.get))
  }
}

/** A relation, entry by entry, as `comparison.ts` judges it. @param finite to demand that margins do not overflow */
export function relationCode(
  body: Body,
  relation: Relation,
  a: View,
  b: View,
  place: JudgementPlace,
  finite: (body: Body, ends: Ends) => void,
): void {
  const shape = broadcastShapes(a.shape, b.shape)
  const tightest = new Tightest(body)
  const width = body.variable(V128, ZERO)
  const [first, second] = [place.truth, i32.add(place.truth, i32.const(sizeOf(shape)))]
  const truths = { strides: contiguous(shape, 1) }
  const paths = [{ strides: stridesIn(a, shape) }, { strides: stridesIn(b, shape) }, truths]
  forEachEntry(body, shape, paths, (entry, [p, q, at]) => {
    const [x, y] = [load(entry, a, p), load(entry, b, q)]
    const bound = add(half(sub(y.hi, y.lo)), half(sub(x.hi, x.lo)))
    const margin = entry.let(V128, sub(middle(y), middle(x)))
    finite(entry, { lo: margin, hi: margin })
    tightest.record(entry, margin, entry.let(V128, bound))
    const { holds, fails, consistent } = verdict(entry, relation, x, y)
    if (consistent) {
      const apart = entry.let(V128, pmax(sub(y.hi, x.lo), sub(x.hi, y.lo)))
      entry.do(width.set(pmax(width.get, v128.and(up(apart), consistent))))
    }
    const bits = [holds, fails, ...(consistent ? [consistent] : [])].map((mask) =>
      entry.let(I32, i64x2.bitmask(mask)),
    )
    for (const [lane, to] of [first, second].entries())
      entry.do(i32.store8(i32.add(to, at), truthIn(lane, bits)))
  })
  tightest.write(body, place)
  body.do(v128.store(place.width, width.get))
}

interface Verdict {
  readonly holds: Code
  readonly fails: Code
  readonly consistent?: Code
}

/** Masks of the lanes in which a relation is true, false, or consistent; elsewhere it is undecided. */
function verdict(body: Body, relation: Relation, a: Ends, b: Ends): Verdict {
  const mask = (code: Code) => body.let(V128, code)
  if (relation === 'less') return { holds: mask(lt(a.hi, b.lo)), fails: mask(ge(a.lo, b.hi)) }
  if (relation === 'atMost') return { holds: mask(le(a.hi, b.lo)), fails: mask(gt(a.lo, b.hi)) }
  const fails = mask(v128.or(lt(a.hi, b.lo), lt(b.hi, a.lo)))
  const exact = v128.and(eq(a.lo, a.hi), eq(b.lo, b.hi))
  const holds = mask(v128.and(exact, eq(a.lo, b.lo)))
  const ends = lt(sub(pmax(a.hi, b.hi), pmin(a.lo, b.lo)), f64x2.const(Infinity))
  return { holds, fails, consistent: mask(v128.without(ends, v128.or(fails, holds))) }
}

/** Three for true, zero for false, two for consistent, else one: a `Truth`. */
function truthIn(lane: number, [holds, fails, consistent]: readonly Code[]): Code {
  const bit = (mask: Code) => i32.and(i32.shrU(mask, i32.const(lane)), i32.const(1))
  const decided = i32.sub(i32.add(i32.const(1), i32.shl(bit(holds), i32.const(1))), bit(fails))
  return consistent ? i32.add(decided, bit(consistent)) : decided
}
