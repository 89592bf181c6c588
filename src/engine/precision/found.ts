import { z } from 'zod'

const size = z.number().nonnegative()
const kept = z.enum(['kept', 'flushed', 'some flushed'])
const survival = z.enum(['kept', 'lost'])

const limit = z.number()

/** `ErrorLimits` as evidence holds them; optional is what evidence from before it was measured does not have. */
export const errorLimits = {
  unitRoundoff: limit.describe('unit roundoff of sums and elementwise products'),
  productRoundoff: limit.describe('unit roundoff of the factors inside a matrix product'),
  productAccumulation: limit.describe('unit roundoff of the products and sums inside a matrix product'),
  productFlushBelow: limit.describe(
    'factors and results of a matrix product below this may be taken for anything up to it',
  ),
  productOverflowAbove: limit.describe('largest factor, partial sum and result of a matrix product'),
  ulps: z
    .strictObject({
      exp: limit.describe('of e^x'),
      log: limit.describe('of the natural logarithm'),
      div: limit.describe('of quotients'),
      sqrt: limit.describe('of square roots'),
      tanh: limit.optional().describe('of the hyperbolic tangent'),
    })
    .describe('relative errors of functions, in units of 2^-23'),
  expUlpsPerUnit: limit.describe("added to the limit on e^x for each unit of the argument's size"),
  logAbsolute: limit.describe(
    'absolute error of the logarithm, for arguments near 1, beside the relative one',
  ),
  tanhAbsolute: limit.optional().describe('absolute error of tanh, beside the relative one'),
  trigonometric: z
    .strictObject({
      absolute: limit.describe('error'),
      upTo: limit.describe('for arguments up to this size; of larger ones nothing is known'),
    })
    .optional()
    .describe('of sin and cos'),
  flushBelow: limit.describe(
    'operands and results below this may be taken for anything up to it, zero included',
  ),
  overflowAbove: limit.describe('largest finite result'),
}

/** What `measurePrecision` finds out about an engine. All numbers are finite; an error of 1 or more is written as 1. */
export const foundPrecision = z.strictObject({
  method: z.enum(['spread', 'exhaustive']).describe('a fixed sample of arguments, or every float32'),
  products: z
    .strictObject({
      bits: z.int().describe('mantissa bits of a factor that a matrix product keeps; 23 is all of float32'),
      rounding: z.enum(['none', 'nearest', 'truncated', 'other']).describe('of factors'),
      factorError: size.describe('largest relative error of a factor'),
      accumulationError: size.describe('largest relative error of one product or addition'),
      flushBelow: size.describe('factors below this lose bits or vanish; 0: none do'),
      overflowAbove: size.describe('largest factor that comes through'),
      paths: z
        .record(
          z.string(),
          z.strictObject({
            factorError: size.describe('the same for this shape'),
            accumulationError: size.describe('the same for this shape'),
          }),
        )
        .describe('by shape of the product'),
    })
    .describe('matrix products'),
  sums: z
    .strictObject({
      roundoff: size.describe('largest relative error of one addition'),
      byLength: z.record(z.string(), size).describe('error relative to the bound γ at unit roundoff 2^-24'),
      order: z.enum(['sequential', 'pairwise', 'wide', 'other']).describe('wide: as if in float64'),
      orderChanges: z.number().min(0).max(1).describe('share of sums that the reverse order changes'),
    })
    .describe('sums over an axis'),
  functions: z
    .record(
      z.string(),
      z.strictObject({
        ulps: size.describe('largest relative error in units of 2^-23'),
        at: z.array(z.number()).describe('the arguments where it was'),
        absolute: size.describe(
          'largest absolute error: of log for arguments in [1/2, 2], of sin and cos in [-π, π], of tanh',
        ),
        growth: z
          .array(
            z.strictObject({
              below: size.describe('size of the arguments'),
              error: size.describe('largest absolute one of these'),
            }),
          )
          .optional()
          .describe('sin and cos: by size of the argument, where absolute errors are larger than below it'),
        beyond: z
          .strictObject({
            ulps: size.describe('what the relative limit has to be, beside the stated absolute one'),
            absolute: size.describe('what the absolute limit has to be, beside the stated relative one'),
          })
          .describe('what is stated and was exceeded'),
        arguments: z.int().describe('that were tried'),
      }),
    )
    .describe('elementwise operations'),
  subnormals: z
    .strictObject({
      inputs: z.record(z.string(), kept).describe('whether they count as themselves'),
      results: z.record(z.string(), kept).describe('whether they come out'),
      normalsLostBelow: size.describe('normal numbers below this vanish or change; 0: none do'),
    })
    .describe('numbers below 2^-126, by operation'),
  nonFinite: z
    .record(
      z.string(),
      z.strictObject({
        nan: survival.describe('what becomes of NaN'),
        infinity: survival.describe('what becomes of an infinity'),
      }),
    )
    .describe('by operation and argument: whether the result is what IEEE 754 prescribes'),
  overflow: z
    .strictObject({
      becomes: z.record(z.string(), z.enum(['infinity', 'clamped', 'NaN', 'other'])).describe('by operation'),
      largest: size.describe('largest number that comes through every operation'),
    })
    .describe('results that no float32 holds'),
  repeatability: z
    .strictObject({
      repeats: z.int().describe('how often each was asked'),
      unrepeatable: z.array(z.string()).describe('operations that gave other bits for the same inputs'),
      batchDependent: z
        .array(z.string())
        .describe('operations whose bits depend on what else is in the batch'),
    })
    .describe('whether the same inputs give the same bits'),
})

export type FoundPrecision = z.infer<typeof foundPrecision>

/** An error as it is written down: what is not below 1 (100 %), NaN included, is 1. */
export const capped = (error: number): number => (error < 1 ? error : 1)

/** The smallest power of 2 that is not below x; 0 of 0. */
export const powerAbove = (x: number): number => {
  const power = 2 ** Math.floor(Math.log2(x))
  return power >= x ? power : 2 * power
}
