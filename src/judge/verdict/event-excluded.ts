import type { ClaimEvidence } from '../../evidence/schema.ts'
import { STEP } from './event-probability.ts'

/**
 * Whether the draws exclude what a claim states of the probability of its event, or of the mean that this stands for: then
 * the power of the run, which follows from it, is none.
 */
export const eventExcluded = (probability: ClaimEvidence['probability']): boolean => {
  if (!probability || probability.event === null || probability.draws === 0) return false
  const { event, lower, upper } = probability
  return event < lower - STEP || event > upper + STEP
}
