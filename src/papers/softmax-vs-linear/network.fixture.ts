import { expect } from 'vitest'
import { exact, type Worksheet } from '../../arithmetic/interval/worksheet.fixture.ts'
import type { Real } from '../../program/real.ts'

/** All 2^d sign vectors of d entries, one after another. */
export const signVectors = (d: number): Float64Array =>
  Float64Array.from({ length: 2 ** d * d }, (_, at) => ((Math.floor(at / d) >> (at % d)) & 1 ? 1 : -1))

/** All of them as an input [1, d], a lane each. */
export const signInput = (sheet: Worksheet, d: number): Real =>
  sheet.input(exact(signVectors(d), [1, d], 2 ** d))

/** Both are narrow, and one number can be in both. */
export function expectSame(sheet: Worksheet, left: Real, right: Real): void {
  const [a, b] = [sheet.enclosures(left), sheet.enclosures(right)]
  expect(a.shape).toEqual(b.shape)
  for (let at = 0; at < a.lo.length; at++) {
    expect(a.hi[at] - a.lo[at] + b.hi[at] - b.lo[at]).toBeLessThan(2 ** -38)
    expect(a.lo[at]).toBeLessThanOrEqual(b.hi[at])
    expect(b.lo[at]).toBeLessThanOrEqual(a.hi[at])
  }
}
