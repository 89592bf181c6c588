import type { GMPFunctions, mpfr_ptr } from 'gmp-wasm'
import type { Field } from '../field.ts'
import { Truth } from '../../../program/truth.ts'
import { mayHoldMinimum } from '../../turning-point.ts'
import { DOWN, MpfrNumbers, UP, type Binary, type MpfrInterval, type Unary } from './numbers.ts'

/** Largest extent of a matrix whose rank is looked for. */
const MOST_ROWS = 64

/** Enclosures of so many bits, by MPFR's directed rounding. Exact results stay exact. */
export class MpfrField implements Field<MpfrInterval> {
  private readonly numbers: MpfrNumbers

  constructor(
    private readonly mpfr: GMPFunctions,
    readonly bits: number,
  ) {
    this.numbers = new MpfrNumbers(mpfr, bits)
  }

  release(): void {
    this.numbers.release()
  }

  exact(x: number): MpfrInterval {
    const number = this.numbers.next()
    this.mpfr.mpfr_set_d(number, x, DOWN)
    return { lo: number, hi: number }
  }
  /** The numbers between two float64 numbers. */
  between(lo: number, hi: number): MpfrInterval {
    return lo === hi ? this.exact(lo) : { lo: this.exact(lo).lo, hi: this.exact(hi).lo }
  }
  /** Whether all numbers of an enclosure, of whatever precision, lie in another. */
  contains(outer: MpfrInterval, inner: MpfrInterval): boolean {
    return !this.below(inner.lo, outer.lo) && !this.below(outer.hi, inner.hi)
  }
  fraction(numerator: number, denominator: number): MpfrInterval {
    return this.div(this.exact(numerator), this.exact(denominator))!
  }
  add(a: MpfrInterval, b: MpfrInterval) {
    return this.numbers.enclosing2(this.mpfr.mpfr_add, [a.lo, b.lo], [a.hi, b.hi])
  }
  sub(a: MpfrInterval, b: MpfrInterval) {
    return this.numbers.enclosing2(this.mpfr.mpfr_sub, [a.lo, b.hi], [a.hi, b.lo])
  }
  mul(a: MpfrInterval, b: MpfrInterval) {
    const { mpfr } = this
    if (mpfr.mpfr_sgn(a.lo) >= 0 && mpfr.mpfr_sgn(b.lo) >= 0)
      return this.numbers.enclosing2(mpfr.mpfr_mul, [a.lo, b.lo], [a.hi, b.hi])
    return this.ofEnds(mpfr.mpfr_mul, a, b)
  }
  div(a: MpfrInterval, b: MpfrInterval) {
    const { mpfr } = this
    if (mpfr.mpfr_sgn(b.lo) <= 0 && mpfr.mpfr_sgn(b.hi) >= 0) return undefined
    if (mpfr.mpfr_sgn(a.lo) >= 0 && mpfr.mpfr_sgn(b.lo) > 0)
      return this.numbers.enclosing2(mpfr.mpfr_div, [a.lo, b.hi], [a.hi, b.lo])
    return this.ofEnds(mpfr.mpfr_div, a, b)
  }
  minimum(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return { lo: this.below(b.lo, a.lo) ? b.lo : a.lo, hi: this.below(b.hi, a.hi) ? b.hi : a.hi }
  }
  maximum(a: MpfrInterval, b: MpfrInterval): MpfrInterval {
    return { lo: this.below(a.lo, b.lo) ? b.lo : a.lo, hi: this.below(a.hi, b.hi) ? b.hi : a.hi }
  }
  neg(a: MpfrInterval): MpfrInterval {
    return this.numbers.enclosing(this.mpfr.mpfr_neg, a.hi, a.lo)!
  }
  abs(a: MpfrInterval): MpfrInterval {
    return this.nonNegative(this.maximum(a, this.neg(a)))
  }
  square(a: MpfrInterval) {
    return this.unary(this.mpfr.mpfr_sqr, this.abs(a))
  }
  sqrt(a: MpfrInterval) {
    return this.mpfr.mpfr_sgn(a.lo) < 0 ? undefined : this.unary(this.mpfr.mpfr_sqrt, a)
  }
  exp(a: MpfrInterval) {
    return this.unary(this.mpfr.mpfr_exp, a)
  }
  log(a: MpfrInterval) {
    return this.mpfr.mpfr_sgn(a.lo) > 0 ? this.unary(this.mpfr.mpfr_log, a) : undefined
  }
  tanh(a: MpfrInterval) {
    return this.unary(this.mpfr.mpfr_tanh, a)
  }
  sin(a: MpfrInterval) {
    const { mpfr_sin, mpfr_cos } = this.mpfr
    return this.wave(mpfr_sin, (x) => this.signOf(mpfr_cos, x), a)
  }
  cos(a: MpfrInterval) {
    const { mpfr_sin, mpfr_cos } = this.mpfr
    return this.wave(mpfr_cos, (x) => -this.signOf(mpfr_sin, x), a)
  }
  shift(of: readonly MpfrInterval[]): MpfrInterval {
    const hi = of.reduce((most, { hi }) => (this.below(most, hi) ? hi : most), of[0].hi)
    return { lo: hi, hi }
  }
  less(a: MpfrInterval, b: MpfrInterval): Truth {
    return this.below(a.hi, b.lo) ? Truth.True : this.below(a.lo, b.hi) ? Truth.Undecided : Truth.False
  }
  atMost(a: MpfrInterval, b: MpfrInterval): Truth {
    return this.below(b.hi, a.lo) ? Truth.False : this.below(b.lo, a.hi) ? Truth.Undecided : Truth.True
  }
  equal(a: MpfrInterval, b: MpfrInterval): Truth {
    if (this.below(a.hi, b.lo) || this.below(b.hi, a.lo)) return Truth.False
    const points = this.isPoint(a) && this.isPoint(b)
    return points ? Truth.True : Truth.Consistent
  }
  enclosure({ lo, hi }: MpfrInterval): readonly [number, number] {
    return [this.mpfr.mpfr_get_d(lo, DOWN), this.mpfr.mpfr_get_d(hi, UP)]
  }

  /** From below by elimination with pivots that are certainly not zero; from above by the extents. */
  rank(
    entries: readonly (MpfrInterval | undefined)[],
    rows: number,
    cols: number,
  ): readonly [number, number] {
    const most = Math.min(rows, cols)
    if (Math.max(rows, cols) > MOST_ROWS || entries.includes(undefined)) return [0, most]
    const left = Array.from({ length: rows }, (_, i) => entries.slice(i * cols, (i + 1) * cols))
    const columns = Array.from({ length: cols }, (_, j) => j)
    for (let rank = 0; ; rank++) {
      const pivot = this.pivotOf(left, columns)
      if (!pivot) return [rank, left.every((row) => columns.every((j) => this.isZero(row[j]))) ? rank : most]
      const [row] = left.splice(pivot.row, 1)
      columns.splice(columns.indexOf(pivot.column), 1)
      for (const other of left) {
        const factor = other[pivot.column] && this.div(other[pivot.column]!, row[pivot.column]!)
        for (const j of columns) {
          const part = factor && row[j] && this.mul(factor, row[j])
          other[j] = part && other[j] && this.sub(other[j], part)
        }
      }
    }
  }

  /** The entry that is farthest from zero, if one certainly is not zero. */
  private pivotOf(rows: readonly (readonly (MpfrInterval | undefined)[])[], columns: readonly number[]) {
    let best: { row: number; column: number; least: number } | undefined
    rows.forEach((entries, row) => {
      for (const column of columns) {
        const entry = entries[column]
        if (!entry || this.mpfr.mpfr_sgn(entry.lo) * this.mpfr.mpfr_sgn(entry.hi) <= 0) continue
        const least = Math.min(...this.enclosure(entry).map(Math.abs))
        if (!best || least > best.least) best = { row, column, least }
      }
    })
    return best
  }

  private isZero(a: MpfrInterval | undefined): boolean {
    return a !== undefined && this.mpfr.mpfr_zero_p(a.lo) !== 0 && this.mpfr.mpfr_zero_p(a.hi) !== 0
  }

  private isPoint({ lo, hi }: MpfrInterval): boolean {
    return lo === hi || this.mpfr.mpfr_equal_p(lo, hi) !== 0
  }

  private below(a: mpfr_ptr, b: mpfr_ptr): boolean {
    return this.mpfr.mpfr_less_p(a, b) !== 0
  }

  private nonNegative({ lo, hi }: MpfrInterval): MpfrInterval {
    return this.mpfr.mpfr_sgn(lo) < 0 ? { lo: this.exact(0).lo, hi } : { lo, hi }
  }

  /** A rising function. */
  private unary(operation: Unary, a: MpfrInterval): MpfrInterval | undefined {
    return this.numbers.enclosing(operation, a.lo, a.hi)
  }

  /** sin or cos, `slope` having the sign of its derivative. */
  private wave(operation: Unary, slope: (x: mpfr_ptr) => number, a: MpfrInterval): MpfrInterval | undefined {
    const { lo, hi } = a
    // π would be needed to as many places as the argument has before the point: for float64's range it is.
    if (!this.enclosure(a).every(Number.isFinite)) return this.between(-1, 1)
    if (lo === hi) return this.unary(operation, a)
    const [, width] = this.enclosure(this.sub(a, a)!)
    const [p, q] = [slope(lo), slope(hi)]
    const [left, right] = [this.unary(operation, { lo, hi: lo })!, this.unary(operation, { lo: hi, hi })!]
    return {
      lo: mayHoldMinimum(p < 0, q < 0, width) ? this.exact(-1).lo : this.minimum(left, right).lo,
      hi: mayHoldMinimum(p > 0, q > 0, width) ? this.exact(1).hi : this.maximum(left, right).hi,
    }
  }

  /** The sign of what an operation gives, which is right in any rounding. */
  private signOf(operation: Unary, x: mpfr_ptr): number {
    const result = this.numbers.next()
    operation(result, x, DOWN)
    return this.mpfr.mpfr_sgn(result)
  }

  /** The smallest and the largest of what the ends give. */
  private ofEnds(operation: Binary, a: MpfrInterval, b: MpfrInterval): MpfrInterval | undefined {
    const left = a.lo === a.hi ? [a.lo] : [a.lo, a.hi]
    const right = b.lo === b.hi ? [b.lo] : [b.lo, b.hi]
    const ends = left.flatMap((x) => right.map((y) => this.numbers.enclosing2(operation, [x, y], [x, y])))
    let out = ends[0]
    for (const end of ends) {
      if (!end || !out) return undefined
      out = {
        lo: this.below(end.lo, out.lo) ? end.lo : out.lo,
        hi: this.below(out.hi, end.hi) ? end.hi : out.hi,
      }
    }
    return out
  }
}
