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
export const caseName = z
  .strictObject({
    seed: z.int().describe('of all random numbers of the run'),
    index: count.describe('of the case among those of the seed'),
  })
  .meta({ id: 'caseName' })

/** The arrays of a case by name, row-major, each number as a hexadecimal float. */
export const caseData = z
  .record(
    z.string(),
    z.strictObject({
      shape: z.array(count).describe('extents of the axes'),
      data: z.array(hex).describe('entries, row-major'),
    }),
  )
  .meta({ id: 'caseData' })

const reading = z
  .enum(['reals', 'float32'])
  .describe('the statement as mathematics, or about the numbers that the engine returned')
export const tier = z.enum(TIERS).describe('the arithmetic that decided')

/** What a claim's own code threw. */
export const failure = z.strictObject({
  message: text.describe('of what it threw'),
  case: caseName.optional().describe('on which it did, where that is known'),
})

export const candidates = count
  .optional()
  .describe('its time ended the shrinking after so many simpler cases; it may get simpler yet')

/** A case that decides a reading of a claim: a counterexample or a witness. */
export const decisiveCase = z
  .strictObject({
    case: caseName.describe('by which it is drawn again'),
    subject: text.describe('the attention mechanism that the case is about'),
    reading,
    tier,
    margin: hex.describe('the difference that the deciding atom compares'),
    bound: hex.describe('how far the margin can be from the true one'),
    shrunk: caseData.describe('the case made as simple as it still decides'),
    original: caseData.describe('the case as it was drawn'),
    candidates,
    certificate: certificate
      .optional()
      .describe('of the shrunk case, over the reals; a probability is decided by no single case'),
  })
  .meta({ id: 'decisiveCase' })

export const nondeterminism = z.strictObject({
  case: caseName.describe('that came out in two ways'),
  reading,
  first: text.describe('what came out in the batch'),
  again: text.describe('what came out when the same inputs were run again, alone'),
})
