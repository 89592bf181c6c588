import { limitsOf, type ExactNumber } from './exact-number.ts'
import * as s from './exponential-sum.ts'
import * as f from './fraction.ts'

/** Places after the binary point: enough for the least float64. */
const BITS = 1200

/** The float64 numbers that enclose a number; infinite ones where no limits on it were found. */
export function floatEnclosure(a: ExactNumber): readonly [number, number] {
  const sign = signOfHuge(a)
  if (sign) return sign > 0 ? [Number.MAX_VALUE, Infinity] : [-Infinity, -Number.MAX_VALUE]
  const limits = limitsOf(a, BITS)
  return limits ? [toFloat(limits.lo, -1), toFloat(limits.hi, 1)] : [-Infinity, Infinity]
}

/** So much larger an exponent above than below is more than float64 holds, whatever coefficients of up to 32 bits do. */
const HUGE = f.fraction(800n)
const LOOK = 128
const SMALL = 1n << BigInt(LOOK - 32)
const LARGE = 1n << BigInt(LOOK + 32)

/** The sign of what is certainly beyond float64, found without the places that limits on it would take; else undefined. */
function signOfHuge({ num, den }: ExactNumber): -1 | 1 | undefined {
  const [p, q] = [s.largest(num), s.largest(den)]
  if (!f.less(f.add(q, HUGE), p)) return undefined
  const [above, below] = [s.limitsOf(num, p, LOOK), s.limitsOf(den, q, LOOK)]
  if (!above || !below || below.hi > LARGE || below.lo < -LARGE) return undefined
  const size = above.lo > SMALL ? 1 : above.hi < -SMALL ? -1 : undefined
  const by = below.lo > 0n ? 1 : below.hi < 0n ? -1 : undefined
  return size && by && (size === by ? 1 : -1)
}

/** A float64 at most (direction -1) or at least (1) n·2^-BITS: no infinity that the number does not reach. */
function toFloat(n: bigint, direction: -1 | 1): number {
  if (n === 0n) return 0
  const size = n < 0n ? -n : n
  const drop = Math.max(0, size.toString(2).length - 53, BITS - 1074)
  const away = n > 0n === direction > 0
  const kept = size >> BigInt(drop)
  const rounded = away && kept << BigInt(drop) !== size ? kept + 1n : kept
  const half = Math.trunc((drop - BITS) / 2)
  const value = Number(rounded) * 2 ** half * 2 ** (drop - BITS - half)
  const float = away ? value : Math.min(value, Number.MAX_VALUE)
  return n < 0n ? -float : float
}
