import { expect, test } from 'vitest'
import type { Probability } from '../src/claim/claim.ts'
import { eventOf } from '../src/claim/event.ts'
import { discover } from '../src/claim/discover.ts'
import { DEFAULT_CASES } from '../src/judge/default-cases.ts'
import { eventProbability, powerOf } from '../src/judge/verdict/event-probability.ts'
import { DEMAND } from '../src/judge/verdict/limits.ts'
import { binomialAtMost } from '../src/statistics/binomial.ts'

const { claims } = await discover()
const draws = claims
  .map(({ claim }) => claim)
  .filter((claim): claim is Probability => claim.kind === 'probability')

const bounds = draws.filter(({ bound }) => bound.relation !== 'equals')
const equalities = draws.filter(
  ({ bound, expect }) => bound.relation === 'equals' && expect.reals !== 'refuted',
)

test.each(bounds)('$id: a default run is as expected for all but one seed in a thousand', async (claim) => {
  const { bound, cases = DEFAULT_CASES } = claim
  const event = await eventOf(claim)
  expect(event).toBeGreaterThan(0)
  expect(powerOf(bound, event!, cases)).toBeGreaterThanOrEqual(0.999)
})

test.each(equalities)('$id: a default run contradicts the true value for one seed in a thousand', (claim) => {
  const { bound, cases = DEFAULT_CASES, demand = DEMAND } = claim
  const consistent = (events: number) =>
    eventProbability(claim, { events, others: cases - events, undecided: 0, discarded: 0 }, demand).verdict
      .status === 'consistent'
  let least = Math.round(bound.value * cases)
  let most = least
  while (consistent(least - 1)) least--
  while (consistent(most + 1)) most++
  const [p, other] = [bound.value, 1 - bound.value]
  const beside =
    binomialAtMost(least - 1, cases, p, other) + binomialAtMost(cases - most - 1, cases, other, p)
  expect(beside).toBeLessThan(0.001)
})
