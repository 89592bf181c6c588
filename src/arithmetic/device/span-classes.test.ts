import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Spans } from '../batch.ts'
import { spanClasses } from './span-classes.ts'

const size = fc.oneof(
  fc.double({ min: 0, noNaN: true }),
  fc.constantFrom(0, 2 ** -1074, 2 ** -149, 1, 1.25, 1.26, 2, 3.4e38, Number.MAX_VALUE, Infinity, NaN),
)
const number = fc.tuple(size, fc.boolean()).map(([x, negative]) => (negative ? -x : x))
const lane = fc.record({ a: number, b: number, norm: size })

const spansOf = (lanes: readonly { a: number; b: number; norm: number }[]): Spans => ({
  lo: Float64Array.from(lanes, ({ a, b }) => Math.min(a, b)),
  hi: Float64Array.from(lanes, ({ a, b }) => Math.max(a, b)),
  norm: Float64Array.from(lanes, ({ norm }) => norm),
})

test('the spans of a class hold those of its lanes, are hardly wider, and come of each lane alone', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(lane, lane), { minLength: 1, maxLength: 40 }), (lanes) => {
      const spans = { q: spansOf(lanes.map(([q]) => q)), k: spansOf(lanes.map(([, k]) => k)) }
      const { classOf, bounds, count } = spanClasses({ names: ['q', 'k'], lanes: lanes.length }, spans)
      expect(count).toBeGreaterThan(1)
      for (const name of ['q', 'k'] as const)
        lanes.forEach((own, i) => {
          const [alone] = [spanClasses({ names: ['q', 'k'], lanes: 1 }, oneOf(own))]
          const at = (of: Spans, place: number) => [of.lo[place], of.hi[place], of.norm[place]]
          const [lo, hi, norm] = at(bounds[name], classOf[i])
          expect(at(alone.bounds[name], 0)).toEqual([lo, hi, norm])
          const [least, most, length] = at(spans[name], i)
          if (!(length < 2 ** 1023)) return
          expect(norm >= length && norm <= 1.25 * length + 2 ** -1022).toBe(true)
          if (Number.isNaN(least) || Number.isNaN(most)) return
          expect(lo <= least && hi >= most).toBe(true)
          const widest = Math.max(Math.abs(least), Math.abs(most))
          if (widest < 2 ** 1023) expect(Math.max(-lo, hi)).toBeLessThanOrEqual(1.25 * widest + 2 ** -1022)
          // What is certainly positive, or negative, stays so, but for the smallest numbers.
          if (least > 2 ** -1022) expect(lo).toBeGreaterThan(0)
          if (most < -(2 ** -1022)) expect(hi).toBeLessThan(0)
        })
    }),
    { numRuns: 300 },
  )
})

const oneOf = ([q, k]: readonly [Row, Row]) => ({ q: spansOf([q]), k: spansOf([k]) })
type Row = { a: number; b: number; norm: number }

test('what is not finite is a class of its own, of which nothing is known', () => {
  const lanes = [NaN, Infinity, 1].map((norm) => ({ a: -1, b: 1, norm }))
  const { classOf, bounds, count } = spanClasses({ names: ['q'], lanes: 3 }, { q: spansOf(lanes) })
  expect([...classOf]).toEqual([0, 0, 1])
  expect(count).toBe(2)
  expect([bounds.q.lo[0], bounds.q.hi[0], bounds.q.norm[0]]).toEqual([-Infinity, Infinity, Infinity])
})
