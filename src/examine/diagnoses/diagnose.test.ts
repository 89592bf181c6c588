import { describe, expect, it } from 'vitest'
import type { Lanes } from '../lanes.ts'
import { diagnose } from './diagnose.ts'
import { attention, lanesOf, type Parts } from './mistaken.fixture.ts'
import { plain } from './mistaken-case.fixture.ts'
import { CASES, HONEST } from './mistaken-cases.fixture.ts'

export const observe = (
  parts: Parts,
  batches: readonly Lanes[],
  gives: readonly ('output' | 'weights')[],
) => {
  const run = attention(parts)
  return batches.map((lanes) => {
    const answer = run(lanes)
    return { lanes, answer: Object.fromEntries(gives.map((kind) => [kind, answer[kind]])) }
  })
}

describe.each(CASES)(
  '$name',
  ({ name, declared, parts, batches, seenIn = ['output', 'weights'], parameter }) => {
    it.each([['output'], ['weights'], ['output', 'weights']] as const)('is named from %s %s', (...gives) => {
      if (!gives.some((kind) => seenIn.includes(kind))) return
      const [first] = diagnose({ ...plain, ...declared }, observe(parts(), batches, gives))
      expect(first?.name).toBe(name)
      if (parameter !== undefined) expect(first.parameter).toBe(parameter)
    })
  },
)

it.each(HONEST)('nothing is said of what is right: %#', ({ declared, parts, batches }) => {
  expect(diagnose({ ...plain, ...declared }, observe(parts, batches, ['output', 'weights']))).toEqual([])
})

it('nothing is named where no known mistake explains it', () => {
  const lanes = [lanesOf({ queries: 3, keys: 5 }, 20)]
  const odd: Parts = { mix: (w, v) => w.reduce((sum, x, j) => sum + x * v[j] * Math.sin(v[j] * 12.3), 0) }
  expect(diagnose(plain, observe(odd, lanes, ['output']))).toEqual([])
})
