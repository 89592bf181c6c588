import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Probability } from '../../claim/claim.ts'
import type { Member } from '../counts.ts'
import { needsOfRegions } from './coverage.ts'
import { eventProbability } from './event-probability.ts'
import { lackOf, needsOf } from './lack.ts'
import { isWorth, possibleFailures, type Named } from './limits.ts'

/** Cases, of which so many are satisfied, undecided, and discarded. */
const counted = (satisfied: number, undecided = 0, discarded = 0): Member => ({
  cases: { satisfied, undecided, discarded, consistent: 0, violated: 0, open: 0 },
  sample: { cases: satisfied + undecided, satisfied },
})
const subject = (name: string, member: Member): Named => ({ of: 'subject', name, ...member })
const distribution = (name: string, member: Member): Named => ({ of: 'distribution', name, ...member })
const lack = (all: Member, parts: Named[] = [], demand = 0.01) =>
  lackOf(needsOf(all, parts, demand, possibleFailures))

describe('so many cases would do', () => {
  test('where none is left open: exactly these', () => {
    expect(lack(counted(200))).toEqual({ what: 'cases', cases: 1375, about: false })
    expect(isWorth(counted(1375), [], 0.01, possibleFailures)).toBe(true)
    expect(isWorth(counted(1374), [], 0.01, possibleFailures)).not.toBe(true)
  })

  test('where some are left open, or are none: about so many, and they do', () => {
    const counts = fc.tuple(fc.integer({ min: 20, max: 400 }), fc.nat(3), fc.nat(200))
    fc.assert(
      fc.property(counts, fc.constantFrom(0.01, 0.05, 0.3), ([satisfied, undecided, discarded], demand) => {
        const found = lack(counted(satisfied, undecided, discarded), [], demand)
        if (undecided / (satisfied + undecided) >= demand)
          return void expect(found).toEqual({ what: 'decisions' })
        expect(found.what).toBe('cases')
        const times = found.cases! / (satisfied + undecided + discarded)
        const then = counted(
          Math.floor(satisfied * times),
          Math.floor(undecided * times),
          Math.floor(discarded * times),
        )
        expect(isWorth(then, [], demand, possibleFailures)).toBe(true)
      }),
    )
  })

  test('where the share of those that are none may be larger than it looks', () => {
    expect(lack(counted(160, 0, 40)).cases).toBeGreaterThan(1.05 * (1375 / 0.8))
  })

  test('of each subject, also of one of which none was drawn', () => {
    const few = subject('few', counted(5))
    const { cases } = lack(counted(200), [subject('many', counted(195)), few])
    expect(cases).toBeGreaterThan((132 * 200) / 5)
    // 132 of each of twenty.
    const none = Array.from({ length: 19 }, (_, i) => subject(String(i), counted(0)))
    expect(lack(counted(3), [subject('all', counted(3)), ...none]).cases).toBeGreaterThan(20 * 132)
  })

  test('where a part may still be like the others', () => {
    const all = counted(199, 1)
    for (const part of [
      subject('s', counted(3, 1)),
      distribution('d', counted(0, 1)),
      distribution('d', counted(0, 0, 1)),
    ])
      expect(lack(all, [part])).toMatchObject({ what: 'cases', about: true })
  })
})

describe('no number would do', () => {
  test.each([
    ['decisions', 'so much is left open', counted(190, 10), []],
    ['decisions', 'a subject is left open', counted(1000, 9), [subject('s', counted(0, 9))]],
    [
      'decisions',
      'nothing is decided of a distribution',
      counted(1000, 9),
      [distribution('d', counted(0, 9))],
    ],
    ['tests', 'a distribution makes no cases', counted(900, 0, 100), [distribution('d', counted(0, 0, 100))]],
    ['tests', 'nothing was a case', counted(0, 0, 200), []],
    ['tests', 'the form decides', { ...counted(200), sample: { cases: 0, satisfied: 0 } }, []],
  ] as const)('for want of %s: %s', (what, _, all, parts) => {
    expect(lack(all, [...parts])).toEqual({ what })
  })
})

describe('a region that is not reached often enough', () => {
  const region = (reached: number, cases = 200) => [
    { name: 'r', atLeast: 0.1, reached, cases, met: reached >= 0.1 * cases },
  ]

  test('by chance, maybe: so many cases would tell', () => {
    expect(lackOf(needsOfRegions(region(15), 200))).toMatchObject({ what: 'cases', about: true })
    expect(lackOf(needsOfRegions(region(0, 20), 20))).toEqual({ what: 'cases', cases: 132, about: false })
  })

  test('certainly: no number would', () => {
    expect(lackOf(needsOfRegions(region(1), 200))).toEqual({ what: 'regions' })
  })
})

describe('a probability', () => {
  const lacks = (events: number, others: number, undecided = 0, event?: number) => {
    const bound = { relation: 'atLeast', value: 0.9, formula: '', ...(event !== undefined && { event }) }
    const draws = { events, others, undecided, discarded: 0 }
    const { verdict } = eventProbability({ bound } as unknown as Probability, draws, 0.01)
    expect(verdict.status).toBe('inconclusive')
    return verdict.lacks!
  }
  const supported = (share: number, draws: number) =>
    eventProbability(
      { bound: { relation: 'atLeast', value: 0.9, formula: '0.9' } },
      {
        events: Math.ceil(share * draws),
        others: Math.floor((1 - share) * draws),
        undecided: 0,
        discarded: 0,
      },
      0.01,
    ).verdict.status

  test('needs as many draws as tell its share from the bound', () => {
    const { cases } = lacks(95, 5)
    expect(supported(0.95, cases!)).toBe('supported')
    expect(lacks(85, 15)).toMatchObject({ what: 'cases', about: true })
    expect(lacks(90, 10)).toEqual({ what: 'cases' })
  })

  test('needs those that its closed form needs', () => {
    expect(lacks(100, 0, 0, 0.92).cases).toBeGreaterThan(10 * lacks(100, 0).cases!)
    expect(supported(0.92, lacks(100, 0, 0, 0.92).cases!)).toBe('supported')
  })

  test('is told by no number where undecided draws lie between', () => {
    expect(lacks(85, 5, 10)).toEqual({ what: 'decisions' })
  })
})
