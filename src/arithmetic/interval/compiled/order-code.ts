import { F64, f64, I32, i32, sequence, when, type Code, type Local } from '../../numbers/simd/code.ts'
import { sizeOf } from '../../../program/shape.ts'
import { Truth } from '../../../program/truth.ts'
import type { JudgementPlace } from './atom-code.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import { endpoint, half, middle, NUMBER } from './sort-code.ts'
import type { Ties } from './ties.ts'
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
  readonly ties: Ties
}

/**
 * Whether all pairs of each row stand in the same strict order in x and y, as `same-order.ts` judges it: true where each
 * step between neighbours rises in both, or joins twins, false where one certainly rises in one and certainly does not in
 * the other. Elsewhere it is `OPEN`.
 *
 * @param sorted as `sortCode` leaves the rows of x
 */
export function orderCode(
  body: Body,
  x: View,
  y: View,
  ties: Ties,
  place: JudgementPlace,
  sorted: number,
): void {
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
      const row = { body: inner, lane, x, y, xAt, yAt, numbers, ties }
      const { unsettled, contradicted } = compareNeighbours(row, tightest)
      const settled = i32.mul(i32.not(unsettled), i32.const(Truth.True))
      const unknown = i32.mul(i32.and(unsettled, i32.not(contradicted)), i32.const(OPEN))
      inner.do(i32.store8(truth, i32.add(settled, unknown)))
    })
    body.do(f64.store(place.margin, tightest.margin.get, 8 * lane))
    body.do(f64.store(place.bound, tightest.bound.get, 8 * lane))
  }
}

/** One where some step neither rises in both nor joins twins, and where some step is against the order; else zero. */
function compareNeighbours(row: Row, tightest: Tightest): { unsettled: Code; contradicted: Code } {
  const { body, x, numbers } = row
  const length = x.shape.at(-1)!
  const [unsettled, contradicted] = [0, 0].map((none) => body.variable(I32, i32.const(none)))
  if (length < 2) return { unsettled: unsettled.get, contradicted: contradicted.get }
  const before = body.variable(I32, i32.load(numbers))
  const [xLow, xHigh, yLow, yHigh] = endsOf(row, body, before.get).map((end) => body.variable(F64, end))
  forEachEntry(
    body,
    [length - 1],
    [{ from: i32.add(numbers, i32.const(NUMBER)), strides: [NUMBER] }],
    (inner, [at]) => {
      const number = inner.let(I32, i32.load(at))
      const [xLo, xHi, yLo, yHi] = endsOf(row, inner, number).map((end) => inner.let(F64, end))
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
      const settled = inner.variable(I32, i32.and(xRises, yRises))
      const alike = [
        f64.eq(xLow.get, xLo),
        f64.eq(xHigh.get, xHi),
        f64.eq(yLow.get, yLo),
        f64.eq(yHigh.get, yHi),
      ]
      const twins = inner.inside((tied) =>
        tied.do(settled.set(areTwins(tied, row, before.get, number, f64.eq(xLo, xHi), f64.eq(yLo, yHi)))),
      )
      inner.do(
        when(
          alike.reduce((a, b) => i32.and(a, b)),
          twins,
        ),
      )
      inner.do(unsettled.set(i32.or(unsettled.get, i32.not(settled.get))))
      inner.do(before.set(number))
      inner.do(contradicted.set(i32.or(contradicted.get, against)))
      inner.do(xLow.set(xLo))
      inner.do(xHigh.set(xHi))
      inner.do(yLow.set(yLo))
      inner.do(yHigh.set(yHi))
    },
  )
  return { unsettled: unsettled.get, contradicted: contradicted.get }
}

/** The endpoints of an entry in x and in y. */
function endsOf({ lane, x, y, xAt, yAt }: Row, body: Body, number: Code): Code[] {
  const at = (from: Code, view: View) =>
    body.let(I32, i32.add(from, i32.mul(number, i32.const(view.strides.at(-1)!))))
  const [inX, inY] = [at(xAt, x), at(yAt, y)]
  return [
    endpoint(x, inX, lane, false),
    endpoint(x, inX, lane, true),
    endpoint(y, inY, lane, false),
    endpoint(y, inY, lane, true),
  ]
}

/** Whether entries whose endpoints are alike are known to be equal in x and in y. @param exact x, and y */
function areTwins(
  body: Body,
  { lane, ties: { columns, follows } }: Row,
  i: Code,
  j: Code,
  ...exact: readonly [x: Code, y: Code]
): Code {
  const [x, y] = exact.map((same) => body.variable(I32, same))
  if (columns) {
    const [within, across] = columns.strides
    const agree = body.inside((inner) => {
      inner.do(x.set(i32.const(1)))
      const from = [i, j].map((number) => i32.mul(number, i32.const(across)))
      const paths = from.map((at) => ({ from: inner.let(I32, at), strides: [within] }))
      forEachEntry(inner, [columns.shape[0]], paths, (entry, [p, q]) => {
        const same = f64.eq(endpoint(columns, p, lane, false), endpoint(columns, q, lane, false))
        entry.do(x.set(i32.and(x.get, same)))
      })
    })
    body.do(when(i32.not(x.get), agree))
  }
  return follows ? x.get : i32.and(x.get, y.get)
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
