import { z } from 'zod'
import { candidates, caseData, caseName, count, failure, text, tier } from './case-schema.ts'
import { certificate } from './certificate-schema.ts'

const error = failure.optional().describe('its own code threw, so nothing is known of it')

const outOfTime = z
  .literal(true)
  .optional()
  .describe('its time ended before all its cases were tried, so it is not known whether it stands')

/** The case that kills a variant, and how many were tried. */
const killing = {
  tier: tier.optional(),
  shrunk: caseData.optional(),
  candidates,
  certificate: certificate.optional(),
  casesTried: count,
  outOfTime,
  error,
}

export const control = z.strictObject({
  name: text,
  refuted: z.boolean(),
  expected: z.literal('refuted'),
  case: caseName.optional().describe('the killing case; replays as a variant of the claim'),
  ...killing,
})

export const ablation = control.extend({ hypothesis: text })

export const restriction = z.strictObject({
  name: text,
  hypothesis: text,
  refuted: z.boolean().describe('expected to be false'),
  case: caseName.optional(),
  casesTried: count,
  outOfTime,
  decided: count,
  error,
})

export const mutant = z.strictObject({
  name: text,
  refuted: z.boolean(),
  sharp: z.boolean().describe('whether it is expected to be refuted'),
  case: caseName.optional(),
  ...killing,
})
