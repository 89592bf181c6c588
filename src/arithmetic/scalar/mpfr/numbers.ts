import type { GMPFunctions, mpfr_ptr, mpfr_rnd_t } from 'gmp-wasm'

/** MPFR's rounding modes: towards minus infinity, towards plus infinity. */
export const DOWN = 3 as mpfr_rnd_t
export const UP = 2 as mpfr_rnd_t

/** Each returns 0 exactly when nothing was rounded. */
export type Unary = (rop: mpfr_ptr, op: mpfr_ptr, rnd: mpfr_rnd_t) => number
export type Binary = (rop: mpfr_ptr, op1: mpfr_ptr, op2: mpfr_ptr, rnd: mpfr_rnd_t) => number

/** An enclosure; both ends are one number where it is exact. */
export interface MpfrInterval {
  readonly lo: mpfr_ptr
  readonly hi: mpfr_ptr
}

/** Room for numbers of one precision, which are all given up at once and used again. */
export class MpfrNumbers {
  private readonly room: mpfr_ptr[] = []
  private used = 0

  constructor(
    readonly mpfr: GMPFunctions,
    private readonly bits: number,
  ) {}

  next(): mpfr_ptr {
    let number = this.room[this.used]
    if (number === undefined) {
      number = this.mpfr.mpfr_t()
      this.mpfr.mpfr_init2(number, this.bits)
      this.room.push(number)
    }
    this.used++
    return number
  }

  /** All numbers made so far may be written over. */
  release(): void {
    this.used = 0
  }

  /** From `operation(a)` rounded down to `operation(b)` rounded up; undefined unless both are finite. */
  enclosing(operation: Unary, a: mpfr_ptr, b: mpfr_ptr): MpfrInterval | undefined {
    const lo = this.next()
    const isExact = operation(lo, a, DOWN) === 0
    if (a === b && isExact) return this.finite(lo, lo)
    const hi = this.next()
    operation(hi, b, UP)
    return this.finite(lo, hi)
  }

  /** The same of an operation with two operands, here a and b, there c and d. */
  enclosing2(
    operation: Binary,
    [a, b]: readonly [mpfr_ptr, mpfr_ptr],
    [c, d]: readonly [mpfr_ptr, mpfr_ptr],
  ): MpfrInterval | undefined {
    const lo = this.next()
    const isExact = operation(lo, a, b, DOWN) === 0
    if (a === c && b === d && isExact) return this.finite(lo, lo)
    const hi = this.next()
    operation(hi, c, d, UP)
    return this.finite(lo, hi)
  }

  private finite(lo: mpfr_ptr, hi: mpfr_ptr): MpfrInterval | undefined {
    const { mpfr } = this
    const is = mpfr.mpfr_number_p(lo) !== 0 && (lo === hi || mpfr.mpfr_number_p(hi) !== 0)
    return is ? { lo, hi } : undefined
  }
}
