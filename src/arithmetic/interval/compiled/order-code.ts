import {
  F64,
  f32,
  f64,
  I32,
  i32,
  repeat,
  sequence,
  when,
  type Code,
  type Local,
} from '../../numbers/simd/code.ts'
import { sizeOf } from '../../../program/shape.ts'
import type { JudgementPlace } from './atom-code.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import { contiguous, type View } from './view.ts'

/** Rows up to here are sorted by insertion; longer ones are left to the plain loops. */
export const LONGEST_ROW = 256

/** Memory for a row in ascending order: the middles of its entries, 8 bytes each, and their numbers, 4 bytes each. */
export interface SortedRow {
  readonly middles: number
  readonly numbers: number
}

/** What it takes to judge a row of one lane. */
interface Row {
  readonly body: Body
  readonly lane: 0 | 1
  readonly x: View
  readonly y: View
  /** Where the row begins in each. */
  readonly xAt: Code
  readonly yAt: Code
  readonly sorted: SortedRow
}

/**
 * Whether all pairs of each row stand in the same strict order in x and y, as `same-order.ts` judges it: true where each
 * step between neighbours rises in both, false where one certainly rises in one and certainly does not in the other.
 * Lanes with a row of which neither is known are left to the plain loops.
 *
 * @param open a number of which bit 0 and bit 1 come to say so of the two lanes
 */
export function orderCode(
  body: Body,
  x: View,
  y: View,
  place: JudgementPlace,
  sorted: SortedRow,
  open: Local,
): void {
  const rows = x.shape.slice(0, -1)
  for (const lane of [0, 1] as const) {
    const tightest = new Tightest(body)
    const truths = body.let(I32, i32.add(place.truth, i32.const(lane * sizeOf(rows))))
    const paths = [
      { strides: x.strides.slice(0, -1) },
      { strides: y.strides.slice(0, -1) },
      { from: truths, strides: contiguous(rows, 1) },
    ]
    forEachEntry(body, rows, paths, (inner, [xAt, yAt, truth]) => {
      const row = { body: inner, lane, x, y, xAt, yAt, sorted }
      sortByMiddles(row)
      const { unsettled, contradicted } = compareNeighbours(row, tightest)
      const decided = i32.shl(i32.not(unsettled), i32.const(1))
      inner.do(i32.store8(truth, i32.add(decided, i32.not(unsettled))))
      const unknown = i32.and(unsettled, i32.not(contradicted))
      inner.do(open.set(i32.or(open.get, i32.shl(unknown, i32.const(lane)))))
    })
    body.do(f64.store(place.margin, tightest.margin.get, 8 * lane))
    body.do(f64.store(place.bound, tightest.bound.get, 8 * lane))
  }
}

function endpoint({ storage, lo, hi }: View, at: Code, lane: 0 | 1, upper: boolean): Code {
  const offset = upper ? hi : lo
  if (storage === 'float32') return f32.toF64(f32.load(at, offset + 4 * lane))
  return f64.load(at, storage === 'constant' ? offset : offset + 8 * lane)
}

const middle = (lo: Code, hi: Code): Code => f64.add(half(lo), half(hi))
const half = (x: Code): Code => f64.mul(x, f64.const(0.5))

/** By insertion, which leaves equal ones in the order of their numbers. */
function sortByMiddles({ body, lane, x, xAt, sorted: { middles, numbers } }: Row): void {
  const length = x.shape.at(-1)!
  const number = body.variable(I32, i32.const(0))
  forEachEntry(body, [length], [{ from: xAt, strides: x.strides.slice(-1) }], (inner, [at]) => {
    const value = inner.let(F64, middle(endpoint(x, at, lane, false), endpoint(x, at, lane, true)))
    const place = inner.variable(I32, number.get)
    const [held, heldNumber] = [i32.shl(place.get, i32.const(3)), i32.shl(place.get, i32.const(2))]
    const goesOn = i32.and(i32.lt(i32.const(0), place.get), f64.gt(f64.load(held, middles - 8), value))
    const move = sequence(
      f64.store(held, f64.load(held, middles - 8), middles),
      i32.store(heldNumber, i32.load(heldNumber, numbers - 4), numbers),
      place.set(i32.sub(place.get, i32.const(1))),
    )
    inner.do(when(goesOn, repeat(move, goesOn)))
    inner.do(f64.store(held, value, middles))
    inner.do(i32.store(heldNumber, number.get, numbers))
    inner.do(number.set(i32.add(number.get, i32.const(1))))
  })
}

/** One where some step does not rise in both, and where some step is against the order; else zero. */
function compareNeighbours(row: Row, tightest: Tightest): { unsettled: Code; contradicted: Code } {
  const { body, lane, x, y, xAt, yAt, sorted } = row
  const length = x.shape.at(-1)!
  const [unsettled, contradicted] = [0, 0].map((none) => body.variable(I32, i32.const(none)))
  if (length < 2) return { unsettled: unsettled.get, contradicted: contradicted.get }
  const ends = (inner: Body, numbers: Code) => {
    const number = inner.let(I32, i32.load(numbers, sorted.numbers))
    const at = (from: Code, view: View) =>
      inner.let(I32, i32.add(from, i32.mul(number, i32.const(view.strides.at(-1)!))))
    const [inX, inY] = [at(xAt, x), at(yAt, y)]
    return [
      endpoint(x, inX, lane, false),
      endpoint(x, inX, lane, true),
      endpoint(y, inY, lane, false),
      endpoint(y, inY, lane, true),
    ]
  }
  const [xLow, xHigh, yLow, yHigh] = ends(body, i32.const(0)).map((end) => body.variable(F64, end))
  forEachEntry(body, [length - 1], [{ from: i32.const(4), strides: [4] }], (inner, [at]) => {
    const [xLo, xHi, yLo, yHi] = ends(inner, at).map((end) => inner.let(F64, end))
    const margin = inner.let(F64, f64.sub(middle(yLo, yHi), middle(yLow.get, yHigh.get)))
    const bound = f64.add(half(f64.sub(yHi, yLo)), half(f64.sub(yHigh.get, yLow.get)))
    tightest.record(inner, margin, inner.let(F64, bound))
    const [xRises, yRises] = [f64.lt(xHigh.get, xLo), f64.lt(yHigh.get, yLo)].map((rises) =>
      inner.let(I32, rises),
    )
    const against = sequence(
      i32.or(
        i32.and(xRises, f64.ge(yLow.get, yHi)),
        i32.or(
          i32.and(yRises, f64.ge(xLow.get, xHi)),
          i32.and(f64.lt(yHi, yLow.get), f64.ge(xLo, xHigh.get)),
        ),
      ),
    )
    inner.do(unsettled.set(i32.or(unsettled.get, i32.not(i32.and(xRises, yRises)))))
    inner.do(contradicted.set(i32.or(contradicted.get, against)))
    inner.do(xLow.set(xLo))
    inner.do(xHigh.set(xHi))
    inner.do(yLow.set(yLo))
    inner.do(yHigh.set(yHi))
  })
  return { unsettled: unsettled.get, contradicted: contradicted.get }
}

/** The step that is nearest to another truth, of one lane. */
class Tightest {
  readonly margin: Local
  readonly bound: Local
  private readonly least: Local

  constructor(body: Body) {
    this.margin = body.variable(F64, f64.const(NaN))
    this.bound = body.variable(F64, f64.const(NaN))
    this.least = body.variable(F64, f64.const(Infinity))
  }

  record(body: Body, margin: Code, bound: Code): void {
    const slack = body.let(F64, f64.sub(f64.abs(margin), bound))
    const keep = sequence(this.least.set(slack), this.margin.set(margin), this.bound.set(bound))
    body.do(when(f64.lt(slack, this.least.get), keep))
  }
}
