import type { ErrorLimits } from '../profile.ts'
import { powerAbove, type FoundPrecision } from './found.ts'

/** The relative error of 100 %, in units of 2^-23: no bound is left. */
const NO_LIMIT = 2 ** 23

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
export function limitsOf(
  stated: ErrorLimits,
  found: FoundPrecision,
): { limits: ErrorLimits; widened: string[] } {
  const widened: string[] = []
  const worse = (
    limit: number,
    measured: number,
    estimate: number,
    say: (limit: number) => string | undefined,
  ): number => {
    if (measured <= limit) return limit
    const sentence = say(estimate)
    if (sentence !== undefined) widened.push(`${sentence}: bounds are wider`)
    return estimate
  }
  const { products, sums, functions, subnormals, overflow } = found
  const elementwise = ['add', 'sub', 'mul', 'square'].map((name) => functions[name].ulps / 2 ** 23)
  const roundoff = Math.max(sums.roundoff, ...elementwise)
  const ofFunction = (name: keyof ErrorLimits['ulps']) => {
    const { beyond, at } = functions[name]
    const estimate = Math.min(
      NO_LIMIT,
      found.method === 'exhaustive' && name !== 'div' ? Math.ceil(beyond.ulps) : powerAbove(2 * beyond.ulps),
    )
    const place = name === 'div' ? `${at[0]} / ${at[1]}` : `${name}(${at[0]})`
    return worse(stated.ulps[name], beyond.ulps, estimate, (limit) =>
      limit === NO_LIMIT
        ? `${name} errs without limit, at ${place}`
        : `${name} errs by ${beyond.ulps.toFixed(1)} ulp at ${place}, not by ${stated.ulps[name]} as stated; ${limit} is reckoned with`,
    )
  }
  const { absolute } = functions.log.beyond
  const factor = products.factorError === 0 ? 0 : powerAbove(products.factorError)
  const accumulation = products.accumulationError === 0 ? 0 : powerAbove(products.accumulationError)
  const limits: ErrorLimits = {
    unitRoundoff: worse(
      stated.unitRoundoff,
      roundoff,
      powerAbove(roundoff || 1),
      (limit) => `sums and elementwise operations round at 2^${Math.log2(limit)}`,
    ),
    productRoundoff: worse(stated.productRoundoff, factor, factor, () => sayFactors(products)),
    productAccumulation: worse(
      stated.productAccumulation,
      accumulation,
      accumulation,
      (limit) => `matrix products add up with a roundoff of 2^${Math.log2(limit)}, less than float32`,
    ),
    productFlushBelow: worse(
      stated.productFlushBelow,
      products.flushBelow,
      products.flushBelow,
      (limit) => `matrix products lose bits of factors below ${limit.toExponential(1)}`,
    ),
    productOverflowAbove: -worse(
      -stated.productOverflowAbove,
      -products.overflowAbove,
      -products.overflowAbove,
      // The largest numbers of fewer bits are a little smaller.
      (limit) =>
        -limit < 2 ** 127 ? `matrix products overflow above ${(-limit).toExponential(1)}` : undefined,
    ),
    ulps: {
      exp: ofFunction('exp'),
      log: ofFunction('log'),
      div: ofFunction('div'),
      sqrt: ofFunction('sqrt'),
    },
    expUlpsPerUnit: stated.expUlpsPerUnit,
    logAbsolute: worse(
      stated.logAbsolute,
      absolute,
      Math.min(1, powerAbove(2 * absolute || 1)),
      (limit) => `log errs by up to ${limit.toExponential(1)} near 1, beside its ${stated.ulps.log} ulp`,
    ),
    flushBelow: worse(
      stated.flushBelow,
      subnormals.normalsLostBelow,
      subnormals.normalsLostBelow,
      (limit) => `numbers below ${limit.toExponential(1)} are lost`,
    ),
    overflowAbove: -worse(
      -stated.overflowAbove,
      -overflow.largest,
      -overflow.largest,
      (limit) => `results above ${(-limit).toExponential(1)} overflow`,
    ),
  }
  return { limits, widened }
}

function sayFactors({ bits, rounding, factorError }: FoundPrecision['products']): string {
  if (rounding === 'other')
    return `matrix products change their factors by up to ${factorError.toExponential(1)}`
  const known: Record<number, string> = { 10: ' (TF32 or float16)', 7: ' (bfloat16)' }
  const how = rounding === 'truncated' ? 'truncate' : 'round'
  return `matrix products ${how} their factors to ${bits} bits${known[bits] ?? ''}`
}
