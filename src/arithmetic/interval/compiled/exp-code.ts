import { f64x2, i64x2, V128, v128, type Code } from '../../numbers/simd/code.ts'
import type { Body } from './body.ts'
import { choose, ONE, ZERO } from './rounding-code.ts'

const { add, sub, mul, div, abs, eq, lt, gt, ge, trunc } = f64x2
const number = f64x2.const

/** Beyond these e^x overflows, or is 0. */
const LARGEST = 7.09782712893383973096e2
const SMALLEST = -7.4513321910194110842e2
/** log 2 in two parts, of which the first times a whole number below 2^11 is exact. */
const LOG2_HIGH = 6.9314718036912381649e-1
const LOG2_LOW = 1.90821492927058770002e-10
/** About (log 2)/2. */
const REDUCED = 0.3465735912322998
/** Of z = r (e^r + 1)/(e^r - 1) - 2 as a polynomial in r², from the first power on. */
const COEFFICIENTS = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
  4.13813679705723846039e-8,
]

/**
 * e^x of two lanes: x = k log 2 + r, and e^r by a rational function. The method and its constants are those of `exp` in
 * Sun's fdlibm, which errs by less than a unit in the last place; V8 takes it for `Math.exp`, so that the bits are the
 * same.
 */
export function expCode(body: Body, x: Code): Code {
  const keep = (code: Code): Code => body.let(V128, code)
  const size = keep(abs(x))
  const nearest = trunc(
    add(mul(number(1.442695040888963387), x), choose(lt(x, ZERO), number(-0.5), number(0.5))),
  )
  const k = keep(v128.and(nearest, ge(size, number(REDUCED))))
  const high = keep(sub(x, mul(k, number(LOG2_HIGH))))
  const low = keep(mul(k, number(LOG2_LOW)))
  const r = keep(sub(high, low))
  const squared = keep(mul(r, r))
  const polynomial = COEFFICIENTS.reduceRight<Code>((sum, c) => mul(squared, add(number(c), sum)), ZERO)
  const c = keep(sub(r, polynomial))
  const quotient = div(mul(r, c), sub(number(2), c))
  const unscaled = keep(sub(ONE, sub(sub(low, quotient), high)))
  const half = keep(trunc(mul(k, number(0.5))))
  const scaled = mul(mul(unscaled, powerOf2(half)), powerOf2(keep(sub(k, half))))
  const inside = keep(choose(lt(size, number(2 ** -28)), add(ONE, x), scaled))
  const one = keep(choose(eq(x, ONE), number(Math.E), inside))
  return keep(choose(gt(x, number(LARGEST)), number(Infinity), v128.without(one, lt(x, number(SMALLEST)))))
}

/** 2^n for a whole number n from -1022 to 1023: its exponent is the end of the sum's bits. */
const powerOf2 = (n: Code): Code => i64x2.shl(add(n, number(2 ** 52 + 1023)), 52)
