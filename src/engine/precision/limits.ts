import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { powerAbove, type FoundPrecision } from './found.ts'
import { functionLimits } from './function-limits.ts'
import { productLimits } from './product-limits.ts'
import { worseOf } from './worse.ts'

/**
 * The limits from which bounds are computed: for each the worse of what is stated and what was found. A sample's
 * maximum proves nothing, so it only ever widens.
 *
 * Roundoffs: the probes hold, for every number p of bits, what rounding to nearest and what truncation get most
 * wrong, by 2^-(p+1) and by 2^-p times a little less than 1; so the limit is the next power of 2 above what was found.
 *
 * Functions: where a sample disproves a stated limit, nothing is known of the maximum. Twice what was found, rounded
 * up to a power of 2, is an estimate; after every float32 was tried, what was found is the maximum.
 */
export function limitsFrom(stated: ErrorLimits, found: FoundPrecision) {
  const widened: string[] = []
  const worse = worseOf(widened)
  const { sums, functions, subnormals, overflow } = found
  const elementwise = ['add', 'sub', 'mul', 'square'].map((name) => functions[name].ulps / 2 ** 23)
  const roundoff = Math.max(sums.roundoff, ...elementwise)
  const limits: ErrorLimits = {
    unitRoundoff: worse(
      stated.unitRoundoff,
      roundoff,
      (limit) => `sums and elementwise operations round at 2^${Math.log2(limit)}`,
      powerAbove(roundoff),
    ),
    ...productLimits(stated, found.products, worse),
    ...functionLimits(stated, found, worse),
    flushBelow: worse(
      stated.flushBelow,
      subnormals.normalsLostBelow,
      (limit) => `numbers below ${limit.toExponential(1)} are lost`,
    ),
    overflowAbove: -worse(
      -stated.overflowAbove,
      -overflow.largest,
      (limit) => `results above ${(-limit).toExponential(1)} overflow`,
    ),
  }
  return { limits, widened }
}
