import { z } from 'zod'
import { certificate, hexFloat } from './certificate-schema.ts'
import { TIERS } from './tiers.ts'

// zod's numbers exclude NaN and infinities, so no JSON number can have been one.
export const count = z.int().nonnegative()
export const share = z.number().min(0).max(1)
export const confidence = z.number().gt(0).lt(1).describe('of the limit, by itself: of one side')
export const hex = hexFloat.describe('a float64 as a C99 hexadecimal float')
export const text = z.string().min(1)

/** The name of a case: with the claim, all that is needed to make it again. */
export const caseName = z.strictObject({ seed: z.int(), index: count }).meta({ id: 'caseName' })

/** The arrays of a case by name, row-major, each number as a hexadecimal float. */
export const caseData = z
  .record(z.string(), z.strictObject({ shape: z.array(count), data: z.array(hex) }))
  .meta({ id: 'caseData' })

const reading = z.enum(['reals', 'float32'])
export const tier = z.enum(TIERS)

/** What a claim's own code threw. */
export const failure = z.strictObject({ message: text, case: caseName.optional() })

export const candidates = count
  .optional()
  .describe('its time ended the shrinking after so many simpler cases; it may get simpler yet')

/** A case that decides a reading of a claim: a counterexample or a witness. */
export const decisiveCase = z
  .strictObject({
    case: caseName,
    subject: text,
    reading,
    tier: tier.describe('the arithmetic that decided'),
    margin: hex.describe('the difference that the deciding atom compares'),
    bound: hex.describe('how far the margin can be from the true one'),
    shrunk: caseData,
    original: caseData,
    candidates,
    certificate: certificate
      .optional()
      .describe('of the shrunk case, over the reals; a probability is decided by no single case'),
  })
  .meta({ id: 'decisiveCase' })

export const nondeterminism = z.strictObject({
  case: caseName,
  reading,
  first: text.describe('what came out in the batch'),
  again: text.describe('what came out when the same inputs were run again, alone'),
})
