import type { GMPFunctions, mpfr_ptr, mpfr_rnd_t } from 'gmp-wasm'

/** MPFR's rounding modes: towards minus infinity, towards plus infinity. */
export const DOWN = 3 as mpfr_rnd_t
export const UP = 2 as mpfr_rnd_t

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

  /**
   * The enclosure of what is computed once rounding down and once rounding up; undefined unless both are finite.
   *
   * @param exact both computations are one, so that a result without rounding error is known exactly
   */
  enclosing(
    lower: (into: mpfr_ptr, rounding: mpfr_rnd_t) => number,
    upper = lower,
    exact = upper === lower,
  ): MpfrInterval | undefined {
    const { mpfr } = this
    const lo = this.next()
    const ternary = lower(lo, DOWN)
    if (mpfr.mpfr_number_p(lo) === 0) return undefined
    if (exact && ternary === 0) return { lo, hi: lo }
    const hi = this.next()
    upper(hi, UP)
    return mpfr.mpfr_number_p(hi) === 0 ? undefined : { lo, hi }
  }
}
