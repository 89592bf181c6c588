import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Truth } from '../../program/truth.ts'
import { IntervalReal } from './interval-array.ts'
import { generator } from './reference-arithmetic.ts'

const exact = (values: readonly number[], shape: readonly number[] = [values.length], lanes = 1) =>
  IntervalReal.exact(lanes, shape, Float64Array.from(values))
const softmax = (s: IntervalReal) => {
  const e = s.belowMax(-1).exp()
  return e.div(e.sum(-1, true))
}
const truths = (x: IntervalReal, y: IntervalReal) => [...x.sameOrder(y).judge('reals').truth]

function allPairs(x: readonly number[], y: readonly number[]): number {
  const same = x.every((a, i) => x.every((b, j) => a < b === y[i] < y[j]))
  return same ? Truth.True : Truth.False
}

describe('sameOrder', () => {
  it('agrees with comparing all pairs of exact numbers', async () => {
    const row = fc.integer({ min: 1, max: 70 }).chain((n) => {
      const entries = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: n, maxLength: n })
      return fc.tuple(entries, entries, fc.integer({ min: 0, max: 3 }))
    })
    await fc.assert(
      fc.asyncProperty(row, async ([x, noise, kind]) => {
        const cube = x.map((v) => v ** 3)
        const y =
          kind === 0
            ? noise
            : kind === 1
              ? cube
              : kind === 2
                ? cube.map((v, i) => v + (i ? 0 : 1))
                : x.map((v) => -v)
        expect(truths(exact(x), exact(y))).toEqual([allPairs(x, y)])
      }),
      { seed: 20, numRuns: 2000 },
    )
  })

  it('agrees with all pairs of certain intervals, and never decides against them', async () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 }))
    const row = fc.integer({ min: 1, max: 6 }).chain((n) => {
      const entries = fc.array(entry, { minLength: n, maxLength: n })
      return fc.tuple(entries, entries)
    })
    const wide = (entries: readonly (readonly [number, number])[]) =>
      new IntervalReal({
        lanes: 1,
        shape: [entries.length],
        lo: Float64Array.from(entries, ([lo]) => lo),
        hi: Float64Array.from(entries, ([lo, width]) => lo + width),
      })
    const certainOrder = (a: readonly number[], b: readonly number[]) => {
      const level = a[1] === 0 && b[1] === 0 && a[0] === b[0]
      return { below: a[0] + a[1] < b[0], notBelow: a[0] >= b[0] + b[1] || level, level }
    }
    await fc.assert(
      fc.asyncProperty(row, async ([x, y]) => {
        let everyPair = true
        let contradiction = false
        for (let i = 0; i < x.length; i++) {
          for (let j = 0; j < x.length; j++) {
            const p = certainOrder(x[i], x[j])
            const q = certainOrder(y[i], y[j])
            if (!((p.below && q.below) || (p.notBelow && q.notBelow))) everyPair = i === j && everyPair
            if ((p.below && q.notBelow) || (q.below && p.notBelow)) contradiction = true
          }
        }
        const expected = contradiction ? Truth.False : everyPair ? Truth.True : Truth.Undecided
        const got = truths(wide(x), wide(y))[0]
        if (got === Truth.Undecided && expected === Truth.True) return
        expect(got).toBe(expected)
      }),
      { seed: 21, numRuns: 3000 },
    )
  })

  it('decides softmax over 128 keys, ties of exact scores and of repeated keys included', () => {
    const next = generator(3)
    const gauss = () => Math.fround(((next() + next() + next()) / 2 ** 32 - 1.5) * 2)
    const q = exact(Array.from({ length: 20 * 8 }, gauss), [1, 8], 20)
    const k = exact(Array.from({ length: 20 * 128 * 8 }, gauss), [128, 8], 20)
    const s = q.matMul(k.transpose())
    expect(new Set(truths(s, softmax(s)))).toEqual(new Set([Truth.True]))
    const repeated = q.matMul(k.gather([0, 1, 2, 1, 5, 0]).transpose())
    expect(repeated.lo).not.toEqual(repeated.hi)
    expect(new Set(truths(repeated, softmax(repeated)))).toEqual(new Set([Truth.True]))
    expect(new Set(truths(s, softmax(s).neg()))).toEqual(new Set([Truth.False]))
  })

  it('decides ties between integer scores, and sees where only one side ties', () => {
    const s = exact([3, 1, 3, 2, 1], [5])
    expect(truths(s, softmax(s))).toEqual([Truth.True])
    expect(truths(s, softmax(s.mul(exact([1, 1, 1, 1, 1.0000001]))))).toEqual([Truth.False])
    expect(truths(s, exact([3, 1, 3, 1, 1]))).toEqual([Truth.False])
    expect(
      truths(
        exact([1, 1]),
        new IntervalReal({ lanes: 1, shape: [2], lo: Float64Array.of(1, 1), hi: Float64Array.of(2, 2) }),
      ),
    ).toEqual([Truth.Undecided])
  })

  it('gives one truth a row, with the smallest step as margin', () => {
    const x = exact([1, 2, 3, 3, 2, 1], [2, 3])
    const judged = x.sameOrder(exact([10, 20, 31, 9, 8, 9.5], [2, 3])).judge('reals')
    expect(judged).toMatchObject({ lanes: 1, shape: [2] })
    expect([...judged.truth]).toEqual([Truth.True, Truth.False])
    expect(judged.margin[0]).toBe(1)
    expect(() => x.sameOrder(exact([1, 2]))).toThrow(RangeError)
  })

  it('leaves NaN open', () => {
    expect(truths(exact([1, NaN]), exact([1, 2]))).toEqual([Truth.Undecided])
    expect(truths(exact([1]), exact([NaN]))).toEqual([Truth.Undecided])
    expect(truths(exact([1000, 2]), exact([1000, 2]).exp())).toEqual([Truth.Undecided])
  })
})
