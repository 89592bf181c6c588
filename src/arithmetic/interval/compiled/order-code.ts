import { F64, f64, I32, i32, sequence, when, type Code, type Local } from '../../numbers/simd/code.ts'
import { sizeOf } from '../../../program/shape.ts'
import { Truth } from '../../../program/truth.ts'
import type { JudgementPlace } from './atom-code.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import { endpoint, half, middle, NUMBER } from './sort-code.ts'
import { contiguous, type View } from './view.ts'

/** In place of a truth: what only the structure of the values may decide. */
export const OPEN = 4

/** What it takes to judge a row of one lane. */
interface Row {
  readonly body: Body
  readonly lane: 0 | 1
  readonly x: View
  readonly y: View
  /** Where the row begins in each. */
  readonly xAt: Code
  readonly yAt: Code
  /** Where the numbers of its entries stand, by the order of x. */
  readonly numbers: Code
}

/**
 * Whether all pairs of each row stand in the same strict order in x and y, as `same-order.ts` judges it: true where each
 * step between neighbours rises in both, false where one certainly rises in one and certainly does not in the other.
 * Elsewhere it is `OPEN`.
 *
 * @param sorted as `sortCode` leaves the rows of x
 */
export function orderCode(body: Body, x: View, y: View, place: JudgementPlace, sorted: number): void {
  const rows = x.shape.slice(0, -1)
  const bytes = NUMBER * x.shape.at(-1)!
  for (const lane of [0, 1] as const) {
    const tightest = new Tightest(body)
    const truths = body.let(I32, i32.add(place.truth, i32.const(lane * sizeOf(rows))))
    const paths = [
      { strides: x.strides.slice(0, -1) },
      { strides: y.strides.slice(0, -1) },
      { from: truths, strides: contiguous(rows, 1) },
      { from: i32.const(sorted + lane * bytes * sizeOf(rows)), strides: contiguous(rows, bytes) },
    ]
    forEachEntry(body, rows, paths, (inner, [xAt, yAt, truth, numbers]) => {
      const row = { body: inner, lane, x, y, xAt, yAt, numbers }
      const { unsettled, contradicted } = compareNeighbours(row, tightest)
      const settled = i32.mul(i32.not(unsettled), i32.const(Truth.True))
      const unknown = i32.mul(i32.and(unsettled, i32.not(contradicted)), i32.const(OPEN))
      inner.do(i32.store8(truth, i32.add(settled, unknown)))
    })
    body.do(f64.store(place.margin, tightest.margin.get, 8 * lane))
    body.do(f64.store(place.bound, tightest.bound.get, 8 * lane))
  }
}

/** One where some step does not rise in both, and where some step is against the order; else zero. */
function compareNeighbours(row: Row, tightest: Tightest): { unsettled: Code; contradicted: Code } {
  const { body, lane, x, y, xAt, yAt, numbers } = row
  const length = x.shape.at(-1)!
  const [unsettled, contradicted] = [0, 0].map((none) => body.variable(I32, i32.const(none)))
  if (length < 2) return { unsettled: unsettled.get, contradicted: contradicted.get }
  const ends = (inner: Body, entry: Code) => {
    const number = inner.let(I32, i32.load(entry))
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
  const [xLow, xHigh, yLow, yHigh] = ends(body, numbers).map((end) => body.variable(F64, end))
  forEachEntry(
    body,
    [length - 1],
    [{ from: i32.add(numbers, i32.const(NUMBER)), strides: [NUMBER] }],
    (inner, [at]) => {
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
    },
  )
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
