import { z } from 'zod'
import { candidates, caseData, caseName, count, failure, text, tier } from './case-schema.ts'
import { certificate } from './certificate-schema.ts'

const error = failure.optional().describe('its own code threw, so nothing is known of it')

const outOfTime = z
  .literal(true)
  .optional()
  .describe('its time ended before all its cases were tried, so it is not known whether it stands')

const name = text.describe('in words')
const refuted = z.boolean().describe('whether a case refutes it, as it has to be')
const hypothesis = text.describe('of the claim that it drops')
const casesTried = count.describe('until one refuted it, or all that are tried')
const killingCase = caseName.optional().describe('the killing case; replays as a variant of the claim')

/** The case that kills a variant, and how many were tried. */
const killing = {
  tier: tier.optional(),
  shrunk: caseData.optional().describe('the killing case made as simple as it still kills'),
  candidates,
  certificate: certificate.optional().describe('of the shrunk case'),
  casesTried,
  outOfTime,
  error,
}

export const control = z.strictObject({
  name,
  refuted,
  expected: z.literal('refuted').describe('what has to become of it'),
  case: killingCase,
  ...killing,
})

export const ablation = control.extend({ hypothesis })

export const restriction = z.strictObject({
  name,
  hypothesis: text.describe('that it adds to the claim'),
  refuted: z.boolean().describe('expected to be false'),
  case: killingCase,
  casesTried,
  outOfTime,
  decided: count.describe('of these, those that were decided'),
  error,
})

export const mutant = z.strictObject({
  name,
  refuted: z.boolean().describe('whether a case refutes it'),
  sharp: z.boolean().describe('whether it is expected to be refuted'),
  case: killingCase,
  ...killing,
})
