import { reducedShape, splitAtAxis } from '../../program/shape.ts'
import { blankEnclosures, settle, type Enclosures } from './enclosures.ts'
import { addDown, addUp, down, errorGrowth, ETA, sumError, up } from './rounding.ts'

/** A limit on the sum of `count` numbers, `step` apart. */
type SumLimit = (values: Float64Array, start: number, count: number, step: number, growth: number) => number

/**
 * The running sum s and its rounding errors, which TwoSum finds exactly: the true sum is s plus the sum of the
 * errors, whose own evaluation errs by at most `growth` times their magnitudes (compensated summation; Higham,
 * section 4.3). Without errors the sum is exact.
 */
const sumLimit =
  (finish: (s: number, errors: number, slack: number) => number): SumLimit =>
  (values, start, count, step, growth) => {
    let s = 0
    let errors = 0
    let magnitude = 0
    for (let k = 0, at = start; k < count; k++, at += step) {
      const next = s + values[at]
      const e = sumError(s, values[at], next)
      s = next
      errors += e
      magnitude += Math.abs(e)
    }
    return magnitude === 0 ? s : finish(s, errors, growth * magnitude + ETA)
  }

const lowerSum = sumLimit((s, errors, slack) => addDown(s, down(errors - slack)))
const upperSum = sumLimit((s, errors, slack) => addUp(s, up(errors + slack)))

/** The sum over one axis; exact where no rounding error arises. */
export function sum(x: Enclosures, axis: number, keepDims: boolean): Enclosures {
  const { outer, extent, inner } = splitAtAxis(x.shape, axis)
  const out = blankEnclosures(x.lanes, reducedShape(x.shape, axis, keepDims))
  const growth = errorGrowth(extent)
  let slice = 0
  for (let block = 0; block < x.lanes * outer; block++) {
    for (let i = 0; i < inner; i++, slice++) {
      const start = block * extent * inner + i
      out.lo[slice] = lowerSum(x.lo, start, extent, inner, growth)
      out.hi[slice] = upperSum(x.hi, start, extent, inner, growth)
    }
  }
  return settle(out)
}

const extremum =
  (pick: (a: number, b: number) => number) =>
  (x: Enclosures, axis: number, keepDims: boolean): Enclosures => {
    const { outer, extent, inner } = splitAtAxis(x.shape, axis)
    const out = blankEnclosures(x.lanes, reducedShape(x.shape, axis, keepDims))
    let slice = 0
    for (let block = 0; block < x.lanes * outer; block++) {
      for (let i = 0; i < inner; i++, slice++) {
        let at = block * extent * inner + i
        let lo = x.lo[at]
        let hi = x.hi[at]
        for (let k = 1; k < extent; k++) {
          at += inner
          lo = pick(lo, x.lo[at])
          hi = pick(hi, x.hi[at])
        }
        out.lo[slice] = lo
        out.hi[slice] = hi
      }
    }
    return out
  }

/** The largest entry along one axis. */
export const max = extremum(Math.max)
/** The smallest entry along one axis. */
export const min = extremum(Math.min)

/** For each slice along an axis its largest finite upper endpoint; 0 where there is none. */
export function shiftsOf(x: Enclosures, axis: number): Float64Array {
  const { outer, extent, inner } = splitAtAxis(x.shape, axis)
  const shifts = new Float64Array(x.lanes * outer * inner)
  let slice = 0
  for (let block = 0; block < x.lanes * outer; block++) {
    for (let i = 0; i < inner; i++, slice++) {
      const start = block * extent * inner + i
      let c = -Infinity
      for (let k = 0; k < extent; k++) {
        const hi = x.hi[start + k * inner]
        if (hi > c && hi < Infinity) c = hi
      }
      shifts[slice] = c === -Infinity ? 0 : c
    }
  }
  return shifts
}

/** x - c, where c are the slices' shifts, taken as exact numbers. */
export function belowMax(x: Enclosures, axis: number): Enclosures {
  const { outer, extent, inner } = splitAtAxis(x.shape, axis)
  const shifted = blankEnclosures(x.lanes, x.shape)
  const shifts = shiftsOf(x, axis)
  let slice = 0
  for (let block = 0; block < x.lanes * outer; block++) {
    for (let i = 0; i < inner; i++, slice++) {
      const start = block * extent * inner + i
      for (let at = start; at < start + extent * inner; at += inner) {
        shifted.lo[at] = addDown(x.lo[at], -shifts[slice])
        shifted.hi[at] = addUp(x.hi[at], -shifts[slice])
      }
    }
  }
  return settle(shifted)
}
