import { describe, expect, test } from 'vitest'
import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { CONFIDENCE } from './limits.ts'
import { eventExcluded, eventProbability, powerOf } from './event-probability.ts'

const bound = (relation: 'atLeast' | 'atMost', value: number) => ({ relation, value, formula: '' })

test('the power is the probability of so few events that their upper limit stays below the bound', () => {
  // (1 - p)^n: without an event the limit is below 0.01, with one it is above.
  const n = 1400
  expect(upperLimit(0, n, CONFIDENCE)).toBeLessThanOrEqual(0.01)
  expect(upperLimit(1, n, CONFIDENCE)).toBeGreaterThan(0.01)
  const power = powerOf(bound('atMost', 0.01), 1e-4, n)
  expect(power).toBeLessThanOrEqual((1 - 1e-4) ** n)
  expect(power).toBeGreaterThan((1 - 1e-4) ** n - 1e-5)
})

test('of a lower bound it is the mirrored one', () => {
  expect(powerOf(bound('atLeast', 0.9), 0.97, 900)).toBe(powerOf(bound('atMost', 0.1), 1 - 0.97, 900))
})

test('a probability is excluded by the limits on it, and a mean by less than the steps of its number is not', () => {
  const counted = { events: 3, others: 9_997, undecided: 0, discarded: 0 }
  const excluded = (by: number, range?: readonly [number, number]): boolean => {
    const upper = upperLimit(3, 10_000, CONFIDENCE)
    const stated = { ...bound('atMost', 0.01), event: upper + by, ...(range && { range }) }
    return eventExcluded(eventProbability({ bound: stated }, counted, 0.02).evidence)
  }
  expect([0, 2 ** -26, 2 ** -23].map((by) => excluded(by))).toEqual([false, true, true])
  expect([0, 2 ** -26, 2 ** -23].map((by) => excluded(by, [-1, 3]))).toEqual([false, false, true])
})

test('draws that are undecided speak against the bound in it, as they do in the limits', () => {
  const powerWith = (undecided: number, relation: 'atLeast' | 'atMost', value: number) =>
    eventProbability(
      { bound: { ...bound(relation, value), event: 0.5 } },
      { events: 2000 - undecided / 2, others: 2000 - undecided / 2, undecided, discarded: 0 },
      0.02,
    ).evidence.power!
  for (const [relation, value] of [
    ['atLeast', 0.42],
    ['atMost', 0.58],
  ] as const) {
    expect(powerWith(0, relation, value)).toBeGreaterThan(0.999)
    // So many leave a limit that hardly any draws take beyond the bound.
    expect(powerWith(400, relation, value)).toBeLessThan(0.01)
  }
})

test('a bound that no number of draws reaches has none', () => {
  expect(powerOf(bound('atMost', 1e-9), 1e-12, 1000)).toBe(0)
  expect(powerOf(bound('atLeast', 0.5), 0.4, 100_000)).toBeLessThan(1e-9)
})

describe('a probability that is stated itself', () => {
  const verdict = (events: number, draws: number, undecided = 0) =>
    eventProbability(
      { bound: { relation: 'equals', value: 0.25, formula: '1/4' } },
      { events, others: draws - events - undecided, undecided, discarded: 0 },
      0.02,
    ).verdict

  test('is contradicted by limits on either side of it, and else never more than consistent', () => {
    expect(verdict(25_000, 100_000).status).toBe('consistent')
    for (const events of [24_000, 26_000]) expect(verdict(events, 100_000).status).toBe('refuted')
  })

  test('is open while the limits allow others that are farther than is demanded, and says how many draws would tell', () => {
    const { status, lacks } = verdict(250, 1000)
    expect(status).toBe('inconclusive')
    expect(lacks).toMatchObject({ what: 'cases', about: true })
    expect(verdict(lacks!.cases! / 4, lacks!.cases!).status).toBe('consistent')
    expect(verdict(lacks!.cases! / 8, lacks!.cases! / 2).status).toBe('inconclusive')
  })

  test('of a quantity of a range that float64 does not hold has the mean within it', () => {
    const bound = { relation: 'atLeast', value: 1, range: [-1e17, 1], formula: '' } as const
    const counted = { events: 3000, others: 0, undecided: 0, discarded: 0 }
    expect(eventProbability({ bound }, counted, 0.02).verdict.meaning).toMatch(/a mean in \[-\d+, 1\]/)
  })

  test('of a quantity is not told from a mean that is nearer than the steps of the number compared with', () => {
    const verdictAt = (value: number, range?: readonly [number, number]) =>
      eventProbability(
        { bound: { relation: 'atMost', value, formula: '', ...(range && { range }) } },
        { events: 1, others: 9, undecided: 0, discarded: 0 },
        0.02,
      ).verdict.status
    expect(verdictAt(2 ** -25)).toBe('refuted')
    expect(verdictAt(2 ** -25, [0, 1])).toBe('refuted')
    const rare = { events: 1, others: 9999, undecided: 0, discarded: 0 }
    const bound = { relation: 'atMost', value: 1e-12, formula: '' } as const
    expect(eventProbability({ bound }, rare, 0.02).verdict.status).toBe('refuted')
    expect(eventProbability({ bound: { ...bound, range: [0, 1] } }, rare, 0.02).verdict.status).toBe(
      'inconclusive',
    )
  })

  test('says what its limits are conditional on, and how many draws were discarded', () => {
    const counted = { events: 25_000, others: 75_000, undecided: 0, discarded: 1234 }
    const bound = { relation: 'equals', value: 0.25, formula: '' } as const
    const { meaning } = eventProbability({ bound }, counted, 0.02, ', given the profile').verdict
    expect(meaning).toMatch(/in 100,000 draws \(1,234 discarded\): .*\], given the profile, as the claimed/)
  })

  test('of a quantity says where its mean lies, rounded outwards', () => {
    const bound = { relation: 'equals', value: 0.25, range: [-1, 3], formula: '1/4' } as const
    const counted = { events: 25_000, others: 75_000, undecided: 0, discarded: 0 }
    const { verdict: ofMean, evidence } = eventProbability({ bound }, counted, 0.02)
    const [, low, high] = /a mean in \[(.*), (.*)\], of the quantity cut off at -1 and 3\./
      .exec(ofMean.meaning)!
      .map(Number)
    expect(low).toBeLessThanOrEqual(4 * evidence.lower - 1)
    expect(high).toBeGreaterThanOrEqual(4 * evidence.upper - 1)
    expect(high - low).toBeLessThan(0.1)
    expect(verdict(25_000, 100_000).meaning).not.toContain('mean')
  })

  test('undecided draws may be the event or not', () => {
    expect(verdict(24_000, 100_000, 1000).status).toBe('consistent')
    expect(verdict(20_000, 100_000, 10_000)).toMatchObject({
      status: 'inconclusive',
      lacks: { what: 'decisions' },
    })
  })
})
