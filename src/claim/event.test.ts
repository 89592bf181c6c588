import { expect, test } from 'vitest'
import { claimFaults } from './claim-faults.ts'
import { probability, type Probability } from './claim.ts'
import { eventOf } from './event.ts'
import { about } from './planted-claims.fixture.ts'

const claimWith = (event: unknown): Probability =>
  probability({
    ...about,
    check: ({ u }) => u.less(0),
    bound: { relation: 'atMost', value: 0.6, formula: '', event: event as number },
  })

test('what works the probability of an event out answers with a probability', async () => {
  await expect(eventOf(claimWith(async () => 0.25))).resolves.toBe(0.25)
  for (const wrong of [NaN, 1.5, -0.1, '0.5', undefined])
    await expect(eventOf(claimWith(async () => wrong))).rejects.toThrow(/event of planted comes to/)
})

test('a stated probability of an event is one', () => {
  expect(claimFaults(claimWith(1))).toEqual([])
  expect(claimFaults(claimWith(1.5))[0]).toMatch(/has 1.5 as probability of an event/)
})
