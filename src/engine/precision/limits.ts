import { type ErrorLimits } from '../../arithmetic/device/error-limits.ts'
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
export function limitsOf(
  stated: ErrorLimits,
  found: FoundPrecision,
): { limits: ErrorLimits; widened: string[] } {
  const widened: string[] = []
  const worse: Worse = (limit, measured, estimate, say) => {
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
      powerAbove(roundoff || 1),
      (limit) => `sums and elementwise operations round at 2^${Math.log2(limit)}`,
    ),
    ...productLimits(stated, found.products, worse),
    ...functionLimits(stated, found, worse),
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

/** The limit where `measured` is not worse, else `estimate`, and a sentence about it; sizes that are worse when smaller have a minus. */
type Worse = (
  limit: number,
  measured: number,
  estimate: number,
  say: (limit: number) => string | undefined,
) => number

type ProductLimits = Pick<
  ErrorLimits,
  'productRoundoff' | 'productAccumulation' | 'productFlushBelow' | 'productOverflowAbove'
>

function productLimits(
  stated: ErrorLimits,
  products: FoundPrecision['products'],
  worse: Worse,
): ProductLimits {
  const factor = products.factorError === 0 ? 0 : powerAbove(products.factorError)
  const accumulation = products.accumulationError === 0 ? 0 : powerAbove(products.accumulationError)
  return {
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
  }
}

function sayFactors({ bits, rounding, factorError }: FoundPrecision['products']): string {
  if (rounding === 'other')
    return `matrix products change their factors by up to ${factorError.toExponential(1)}`
  const known: Record<number, string> = { 10: ' (TF32 or float16)', 7: ' (bfloat16)' }
  const how = rounding === 'truncated' ? 'truncate' : 'round'
  return `matrix products ${how} their factors to ${bits} bits${known[bits] ?? ''}`
}

type FunctionLimits = Pick<
  ErrorLimits,
  'ulps' | 'expUlpsPerUnit' | 'logAbsolute' | 'tanhAbsolute' | 'trigonometric'
>

function functionLimits(
  stated: ErrorLimits,
  { functions, method }: FoundPrecision,
  worse: Worse,
): FunctionLimits {
  const ulps = (name: keyof ErrorLimits['ulps']) => {
    const { beyond, at } = functions[name]
    const estimate = Math.min(
      NO_LIMIT,
      method === 'exhaustive' && name !== 'div' ? Math.ceil(beyond.ulps) : powerAbove(2 * beyond.ulps),
    )
    const place = name === 'div' ? `${at[0]} / ${at[1]}` : `${name}(${at[0]})`
    return worse(stated.ulps[name], beyond.ulps, estimate, (limit) =>
      limit === NO_LIMIT
        ? `${name} errs without limit, at ${place}`
        : `${name} errs by ${beyond.ulps.toFixed(1)} ulp at ${place}, not by ${stated.ulps[name]} as stated; ${limit} is reckoned with`,
    )
  }
  const absolute = (name: 'log' | 'tanh', where: string) => {
    const over = functions[name].beyond.absolute
    return worse(
      stated[`${name}Absolute`],
      over,
      doubled(over),
      (limit) =>
        `${name} errs by up to ${limit.toExponential(1)}${where}, beside its ${stated.ulps[name]} ulp`,
    )
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
): ErrorLimits['trigonometric'] {
  const found = Math.max(sin.absolute, cos.absolute)
  const absolute = worse(stated.absolute, found, doubled(found), (limit) =>
    limit === 1
      ? 'sin and cos err without limit'
      : `sin and cos err by ${found.toExponential(1)}, not by ${stated.absolute.toExponential(1)} as stated; ${limit.toExponential(1)} is reckoned with`,
  )
  const more = [sin, cos].flatMap(({ growth = [] }) => growth.filter(({ error }) => error > absolute))
  const holds = Math.max(BELOW_PI, Math.min(...more.map(({ below }) => below / 4)))
  return {
    absolute,
    upTo: -worse(
      -stated.upTo,
      -holds,
      -holds,
      (limit) =>
        `sin and cos err by more than ${absolute.toExponential(1)} beyond ${(-limit).toPrecision(2)}`,
    ),
  }
}
