import { IEEE_FLOAT32, type ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'

/**
 * What WGSL allows (WebGPU Shading Language, W3C; section 15.7.4.1, Accuracy of Concrete Floating Point Expressions,
 * with 15.7.2 on flushing and 15.7.5 on order).
 *
 * - Sums and products are "correctly rounded", which is either neighbour there (15.7.4): an error below one ulp.
 * - fma(x, y, z) is as accurate as x·y + z, and a kernel may add up in any order: what the rules assume anyway.
 * - x / y: 2.5 ulp for |y| in [2^-126, 2^126]. exp(x): 3 + 2|x| ulp.
 * - log(x): 2^-21 absolute for x in [0.5, 2], 3 ulp elsewhere.
 * - sqrt(x) is 1 / inverseSqrt(x), of 2.5 and 2 ulp: (1 + 2.5·2^-23)/(1 - 2·2^-23) - 1 < 5·2^-23.
 * - TensorFlow.js's tanh(x) is ±(1 - e)/(1 + e) with e = exp(-2|x|), of 3 + 4|x| ulp. What that error of e makes of the
 *   quotient, 2e(3 + 4|x|)/(1 + e)² ulp of 1, is below 2^-22 for |x| ≤ 2^100; a difference, a sum and a quotient round
 *   by 1 + 1 + 2.5 ulp.
 * - sin(x) and cos(x): 2^-11 absolute for x in [-π, π]; nothing beyond.
 * - Subnormal operands and results of any of these may be flushed.
 */
export const WGSL: ErrorLimits = {
  ...IEEE_FLOAT32,
  unitRoundoff: 2 ** -23,
  productAccumulation: 2 ** -23,
  ulps: { exp: 3, log: 3, div: 2.5, sqrt: 5, tanh: 5 },
  expUlpsPerUnit: 2,
  logAbsolute: 2 ** -21,
  tanhAbsolute: 2 ** -22,
  trigonometric: { absolute: 2 ** -11, upTo: BELOW_PI },
}
