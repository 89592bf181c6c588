import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'
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
export function limitsFrom(
  stated: ErrorLimits,
  found: FoundPrecision,
): { limits: ErrorLimits; widened: string[] } {
  const widened: string[] = []
  const worse: Worse = (limit, measured, say, estimate = measured) => {
    if (measured <= limit) return limit
    const sentence = say(estimate)
    if (sentence !== undefined) widened.push(`${sentence}: bounds are wider`)
    return estimate
  }
  const { sums, functions, subnormals, overflow } = found
  const elementwise = ['add', 'sub', 'mul', 'square'].map((name) => functions[name].ulps / 2 ** 23)
  const roundoff = Math.max(sums.roundoff, ...elementwise)
  const limits: ErrorLimits = {
    unitRoundoff: worse(
      stated.unitRoundoff,
      roundoff,
      (limit) => `sums and elementwise operations round at 2^${Math.log2(limit)}`,
      powerAbove(roundoff || 1),
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

/**
 * Returns the limit. Where what was measured is worse, it keeps a sentence about that, and returns the estimate. Limits
 * that are worse when they are smaller come and go with a minus.
 */
type Worse = (
  limit: number,
  measured: number,
  say: (limit: number) => string | undefined,
  estimate?: number,
) => number

function productLimits(stated: ErrorLimits, products: FoundPrecision['products'], worse: Worse) {
  const power = (error: number) => (error === 0 ? 0 : powerAbove(error))
  return {
    productRoundoff: worse(stated.productRoundoff, power(products.factorError), () => sayFactors(products)),
    productAccumulation: worse(
      stated.productAccumulation,
      power(products.accumulationError),
      (limit) => `matrix products add up with a roundoff of 2^${Math.log2(limit)}, less than float32`,
    ),
    productFlushBelow: worse(
      stated.productFlushBelow,
      products.flushBelow,
      (limit) => `matrix products lose bits of factors below ${limit.toExponential(1)}`,
    ),
    productOverflowAbove: -worse(
      -stated.productOverflowAbove,
      -products.overflowAbove,
      // The largest numbers of fewer bits are a little smaller.
      (limit) =>
        -limit < 2 ** 127 ? `matrix products overflow above ${(-limit).toExponential(1)}` : undefined,
    ),
  }
}

function sayFactors({ bits, rounding, factorError }: FoundPrecision['products']): string {
  if (rounding === 'other')
    return `matrix products change their factors by up to ${factorError.toExponential(1)}`
  const known: Record<number, string> = { 10: ' (TF32 or float16)', 7: ' (bfloat16)' }
  const how = rounding === 'truncated' ? 'truncate' : 'round'
  return `matrix products ${how} their factors to ${bits} bits${known[bits] ?? ''}`
}

function functionLimits(stated: ErrorLimits, { functions, method }: FoundPrecision, worse: Worse) {
  const ulps = (name: keyof ErrorLimits['ulps']) => {
    const { beyond, at } = functions[name]
    const known = method === 'exhaustive' && name !== 'div'
    const place = name === 'div' ? `${at[0]} / ${at[1]}` : `${name}(${at[0]})`
    return worse(
      stated.ulps[name],
      beyond.ulps,
      (limit) =>
        limit === NO_LIMIT
          ? `${name} errs without limit, at ${place}`
          : `${name} errs by ${beyond.ulps.toFixed(1)} ulp at ${place}, not by ${stated.ulps[name]} as stated; ${limit} is reckoned with`,
      Math.min(NO_LIMIT, known ? Math.ceil(beyond.ulps) : powerAbove(2 * beyond.ulps)),
    )
  }
  const absolute = (name: 'log' | 'tanh', where: string) => {
    const over = functions[name].beyond.absolute
    const sentence = (limit: number) =>
      `${name} errs by up to ${limit.toExponential(1)}${where}, beside its ${stated.ulps[name]} ulp`
    return worse(stated[`${name}Absolute`], over, sentence, doubled(over))
  }
  return {
    ulps: { exp: ulps('exp'), log: ulps('log'), div: ulps('div'), sqrt: ulps('sqrt'), tanh: ulps('tanh') },
    expUlpsPerUnit: stated.expUlpsPerUnit,
    logAbsolute: absolute('log', ' near 1'),
    tanhAbsolute: absolute('tanh', ''),
    trigonometric: trigonometricLimits(stated.trigonometric, functions, worse),
  }
}

/** Twice what was found, rounded up to a power of 2, as long as that is below 100 %. */
const doubled = (absolute: number): number => Math.min(1, powerAbove(2 * absolute || 1))

/**
 * The absolute error is that of arguments in [-π, π]. Where arguments of some size err more, nothing is reckoned with
 * from half of the power of 2 below them on: the reduction of the argument loses bits gradually.
 */
function trigonometricLimits(
  stated: ErrorLimits['trigonometric'],
  { sin, cos }: FoundPrecision['functions'],
  worse: Worse,
) {
  const found = Math.max(sin.absolute, cos.absolute)
  const short = (x: number) => x.toExponential(1)
  const absolute = worse(
    stated.absolute,
    found,
    (limit) =>
      limit === 1
        ? 'sin and cos err without limit'
        : `sin and cos err by ${short(found)}, not by ${short(stated.absolute)} as stated; ${short(limit)} is reckoned with`,
    doubled(found),
  )
  const more = [sin, cos].flatMap(({ growth = [] }) => growth.filter(({ error }) => error > absolute))
  const holds = Math.max(BELOW_PI, Math.min(...more.map(({ below }) => below / 4)))
  const sentence = (limit: number) =>
    `sin and cos err by more than ${short(absolute)} beyond ${(-limit).toPrecision(2)}`
  return { absolute, upTo: -worse(-stated.upTo, -holds, sentence) }
}
