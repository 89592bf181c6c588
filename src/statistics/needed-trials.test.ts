import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowerLimit, upperLimit } from './clopper-pearson.ts'
import { neededTrials } from './needed-trials.ts'
import { rounded } from './round-outward.ts'

const CONFIDENCE = 1 - 1e-6
const bounds = fc.double({ min: 1e-4, max: 0.9, noNaN: true }).map((x) => rounded(x))

describe('the trials that a limit needs', () => {
  it('are exact where no event is seen: ln α / ln(1 - bound), rounded up', () => {
    expect(neededTrials(0, 0.01, CONFIDENCE)).toBe(1375)
    expect(upperLimit(0, 1375, CONFIDENCE)).toBeLessThanOrEqual(0.01)
    expect(upperLimit(0, 1374, CONFIDENCE)).toBeGreaterThan(0.01)
    fc.assert(
      fc.property(bounds, (bound) => {
        const n = neededTrials(0, bound, CONFIDENCE)
        expect(upperLimit(0, n, CONFIDENCE)).toBeLessThanOrEqual(bound)
        // One fewer, unless the six digits of the limit leave that open.
        expect(upperLimit(0, n - 2, CONFIDENCE)).toBeGreaterThanOrEqual(rounded(bound * (1 - 2e-6)))
      }),
    )
  })

  it('are enough at the rate that is seen, on either side', () => {
    const events = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 41, max: 90 }))
    fc.assert(
      fc.property(events, bounds, ([k, n], bound) => {
        const rate = k / n
        fc.pre(Math.abs(rate - bound) > 1e-3)
        const trials = neededTrials(rate, bound, CONFIDENCE)
        if (rate < bound)
          expect(upperLimit(Math.floor(rate * trials), trials, CONFIDENCE)).toBeLessThanOrEqual(bound)
        else expect(lowerLimit(Math.ceil(rate * trials), trials, CONFIDENCE)).toBeGreaterThanOrEqual(bound)
      }),
    )
  })

  it('are without end where the rate is the bound', () => {
    expect(neededTrials(0.25, 0.25, CONFIDENCE)).toBe(Infinity)
  })
})
