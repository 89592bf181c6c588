import {
  advance,
  f64,
  f64x2,
  I32,
  i32,
  i64x2,
  repeat,
  sequence,
  V128,
  v128,
  when,
  type Code,
  type Local,
} from './code.ts'
import { kernel } from './module.ts'

/** The scores or the weights of a row: two pairs of neighbours, and bounds on their errors. */
class Side {
  readonly gap: Local
  readonly error: Local
  private readonly rel: Local
  private readonly abs: Local
  private readonly low: Local
  private readonly high: Local

  constructor(
    private readonly number: number,
    private readonly at: Code,
    local: (type: typeof V128) => Local,
  ) {
    this.gap = local(V128)
    this.error = local(V128)
    this.rel = local(V128)
    this.abs = local(V128)
    this.low = local(V128)
    this.high = local(V128)
  }

  start(bounds: Code): Code {
    return sequence(
      this.rel.set(f64x2.splat(f64.load(bounds, 16 * this.number))),
      this.abs.set(f64x2.splat(f64.load(bounds, 16 * this.number + 8))),
    )
  }

  /** Of the entries at 0 and 4 with those at 4 and 8. */
  compare(): Code {
    const { low, high, gap, error } = this
    return sequence(
      low.set(f64x2.ofLower(v128.load64(this.at))),
      high.set(f64x2.ofLower(v128.load64(this.at, 4))),
      gap.set(f64x2.sub(high.get, low.get)),
      error.set(f64x2.add(this.errorOf(high), this.errorOf(low))),
    )
  }

  rises(): Code {
    return f64x2.gt(this.gap.get, this.error.get)
  }

  private errorOf(value: Local): Code {
    return f64x2.add(f64x2.mul(this.rel.get, f64x2.abs(value.get)), this.abs.get)
  }
}

/**
 * `rise(sorted, end, row, bounds, certain, out)`: for rows as `rank` leaves them, the scores of the first at `sorted`
 * and the last before `end`, whether all neighbours certainly rise in both: a byte at `certain`, 1 or 0. At `bounds`
 * four float64 for each row: the error of a score v is at most the first · |v| + the second, and that of a weight has
 * the others. Writes at `out` the margin of the tightest neighbours and its bound. Where several are as tight and not
 * equal, the byte is 0.
 */
export const riseKernel = kernel(
  'rise',
  [I32, I32, I32, I32, I32, I32],
  ([sorted, end, row, bounds, certain, out], local) => {
    const [at, last] = [local(I32), local(I32)]
    const [rises, least, margin, bound, nearer] = [
      local(V128),
      local(V128),
      local(V128),
      local(V128),
      local(V128),
    ]
    const [scores, weights] = [new Side(0, at.get, local), new Side(1, i32.add(at.get, row.get), local)]
    const keepWhereNearer = (kept: Local, value: Code): Code =>
      kept.set(v128.select(value, kept.get, nearer.get))
    const slack = f64x2.sub(f64x2.abs(weights.gap.get), weights.error.get)
    const twoPairs = sequence(
      scores.compare(),
      weights.compare(),
      rises.set(v128.and(rises.get, v128.and(scores.rises(), weights.rises()))),
      nearer.set(f64x2.lt(slack, least.get)),
      keepWhereNearer(least, slack),
      keepWhereNearer(margin, weights.gap.get),
      keepWhereNearer(bound, weights.error.get),
    )
    const [even, odd] = [(v: Local): Code => f64x2.lane(v.get, 0), (v: Local): Code => f64x2.lane(v.get, 1)]
    const equal = (v: Local): Code => f64.eq(even(v), odd(v))
    const write = (lane: (v: Local) => Code): Code =>
      sequence(f64.store(out.get, lane(margin)), f64.store(out.get, lane(bound), 8))
    const oneTightest = i32.and(
      i32.or(f64.lt(even(least), f64.const(Infinity)), f64.lt(odd(least), f64.const(Infinity))),
      i32.or(i32.not(equal(least)), i32.and(equal(margin), equal(bound))),
    )
    return repeat(
      sequence(
        scores.start(bounds.get),
        weights.start(bounds.get),
        rises.set(v128.ones),
        least.set(f64x2.splat(f64.const(Infinity))),
        at.set(sorted.get),
        last.set(i32.add(sorted.get, i32.sub(row.get, i32.const(12)))),
        repeat(sequence(twoPairs, advance(at, 8)), i32.lt(at.get, last.get)),
        // The number of pairs is odd: the last one with the one before it, once more.
        at.set(last.get),
        twoPairs,
        write(even),
        when(f64.lt(odd(least), even(least)), write(odd)),
        i32.store8(certain.get, i32.and(i64x2.allTrue(rises.get), oneTightest)),
        advance(sorted, i32.add(row.get, i32.shl(row.get, i32.const(1)))),
        advance(bounds, 32),
        advance(certain, 1),
        advance(out, 16),
      ),
      i32.lt(sorted.get, end.get),
    )
  },
)
