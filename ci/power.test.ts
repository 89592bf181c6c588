import { expect, test } from 'vitest'
import type { Probability } from '../src/claim/claim.ts'
import { eventOf } from '../src/claim/event.ts'
import { discover } from '../src/claim/discover.ts'
import { DEFAULT_CASES } from '../src/judge/default-cases.ts'
import { powerOf } from '../src/judge/verdict/event-probability.ts'

const { claims } = await discover()
const draws = claims
  .map(({ claim }) => claim)
  .filter((claim): claim is Probability => claim.kind === 'probability')

test.each(draws)('$id: a default run is as expected for all but one seed in a thousand', async (claim) => {
  const { bound, cases = DEFAULT_CASES } = claim
  const event = await eventOf(claim)
  expect(event).toBeGreaterThan(0)
  expect(powerOf(bound, event!, cases)).toBeGreaterThanOrEqual(0.999)
})
