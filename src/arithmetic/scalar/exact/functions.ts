import type { Field } from '../field.ts'
import { limitsOf, ofRational, rationalOf, type ExactNumber } from './exact-number.ts'
import * as s from './exponential-sum.ts'
import * as f from './fraction.ts'
import type { OpaqueLogarithm } from './logarithm.ts'
import { opaqueNumber, textOf } from './opaque-number.ts'

const UNIT = ofRational(f.ONE)

/** √a, for a ≥ 0. */
export function root(a: ExactNumber): ExactNumber {
  const rational = rationalOf(a)
  const exact = rational && f.squareRoot(rational)
  if (exact) return ofRational(exact)
  return opaqueNumber({
    key: `sqrt(${textOf(a)})`,
    limits(bits) {
      const limits = limitsOf(a, 2 * bits)
      if (!limits) return undefined
      const above = f.wholeRoot(limits.hi)
      return {
        lo: f.wholeRoot(limits.lo < 0n ? 0n : limits.lo),
        hi: above * above === limits.hi ? above : above + 1n,
      }
    },
  })
}

/** e^a, for a rational or a rational plus whole multiples of logarithms; undefined for others. */
export function exponential(a: ExactNumber, field: Field<ExactNumber>): ExactNumber | undefined {
  if (a.den !== s.ONE) return undefined
  let out: ExactNumber | undefined = UNIT
  for (const { coefficient, exponent, opaque } of a.num.values()) {
    if (exponent.n !== 0n) return undefined
    if (opaque.length === 0) {
      const power = { num: s.ofTerm(f.ONE, coefficient), den: s.ONE }
      out = out === UNIT ? power : out && field.mul(out, power)
      continue
    }
    const [log] = opaque as readonly Partial<OpaqueLogarithm>[]
    if (opaque.length > 1 || !log?.of || !f.isWhole(coefficient)) return undefined
    const factor = power(log.of, Number(f.parts(coefficient)[0]), field)
    out = out && factor && field.mul(out, factor)
  }
  return out
}

const MOST_POWER = 8
/** Of a power of a rational number. */
const MOST_BITS = 4096

/** a^k, for a > 0; undefined for one that is too large. */
function power(a: ExactNumber, k: number, field: Field<ExactNumber>): ExactNumber | undefined {
  const size = Math.abs(k)
  const rational = rationalOf(a)
  if (rational) {
    const digits = Math.max(...f.parts(rational).map((whole) => whole.toString(16).length))
    if (4 * digits * size > MOST_BITS) return undefined
    return ofRational(f.toPower(k < 0 ? f.inverse(rational) : rational, size))
  }
  if (size > MOST_POWER) return undefined
  let out: ExactNumber | undefined = UNIT
  for (let i = 0; i < size; i++) out = out && (k > 0 ? field.mul(out, a) : field.div(out, a))
  return out
}
