import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Real } from '../../program/real.ts'
import { Truth } from '../../program/truth.ts'
import { generator } from './reference-arithmetic.fixture.ts'
import { compareOrder } from './same-order.ts'
import type { Structured } from './structure.ts'
import { between, exact, Worksheet } from './worksheet.fixture.ts'

const softmax = (s: Real) => {
  const e = s.belowMax(-1).exp()
  return e.div(e.sum(-1, true))
}
const truths = (x: Structured, y: Structured) => [...compareOrder(x, y).truth]

function allPairs(x: readonly number[], y: readonly number[]): number {
  const same = x.every((a, i) => x.every((b, j) => a < b === y[i] < y[j]))
  return same ? Truth.True : Truth.False
}

describe('sameOrder', () => {
  it('agrees with comparing all pairs of exact numbers', () => {
    const row = fc.integer({ min: 1, max: 70 }).chain((n) => {
      const entries = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: n, maxLength: n })
      return fc.tuple(entries, entries, fc.integer({ min: 0, max: 3 }))
    })
    fc.assert(
      fc.property(row, ([x, noise, kind]) => {
        const cube = x.map((v) => v ** 3)
        const others = [noise, cube, cube.map((v, i) => v + (i ? 0 : 1)), x.map((v) => -v)]
        expect(truths(exact(x), exact(others[kind]))).toEqual([allPairs(x, others[kind])])
      }),
      { seed: 20, numRuns: 2000 },
    )
  })

  it('agrees with all pairs of certain intervals, and never decides against them', () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 }))
    const row = fc.integer({ min: 1, max: 6 }).chain((n) => {
      const entries = fc.array(entry, { minLength: n, maxLength: n })
      return fc.tuple(entries, entries)
    })
    const wide = (entries: readonly (readonly [number, number])[]) =>
      between(
        entries.map(([lo]) => lo),
        entries.map(([lo, width]) => lo + width),
      )
    const certainOrder = (a: readonly number[], b: readonly number[]) => {
      const level = a[1] === 0 && b[1] === 0 && a[0] === b[0]
      return { below: a[0] + a[1] < b[0], notBelow: a[0] >= b[0] + b[1] || level }
    }
    fc.assert(
      fc.property(row, ([x, y]) => {
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
    const sheet = new Worksheet()
    const q = sheet.input(exact(Array.from({ length: 20 * 8 }, gauss), [1, 8], 20))
    const k = sheet.input(exact(Array.from({ length: 20 * 128 * 8 }, gauss), [128, 8], 20))
    const s = q.matMul(k.transpose())
    const repeated = q.matMul(k.gather([0, 1, 2, 1, 5, 0]).transpose())
    const { lo, hi } = sheet.enclosures(repeated)
    expect(lo).not.toEqual(hi)
    const lanes = (truth: Truth) => new Array<Truth>(20).fill(truth)
    expect(sheet.truths(s.sameOrder(softmax(s)))).toEqual(lanes(Truth.True))
    expect(sheet.truths(repeated.sameOrder(softmax(repeated)))).toEqual(lanes(Truth.True))
    expect(sheet.truths(s.sameOrder(softmax(s).neg()))).toEqual(lanes(Truth.False))
  })

  it('decides ties between integer scores, and sees where only one side ties', () => {
    const sheet = new Worksheet()
    const s = sheet.x.constant([3, 1, 3, 2, 1])
    const nearlyTied = softmax(s.mul(sheet.x.constant([1, 1, 1, 1, 1.0000001])))
    expect(sheet.truths(s.sameOrder(softmax(s)))).toEqual([Truth.True])
    expect(sheet.truths(s.sameOrder(nearlyTied))).toEqual([Truth.False])
    expect(truths(exact([3, 1, 3, 2, 1]), exact([3, 1, 3, 1, 1]))).toEqual([Truth.False])
    expect(truths(exact([1, 1]), between([1, 1], [2, 2]))).toEqual([Truth.Undecided])
  })

  it('gives one truth a row, with the smallest step as margin', () => {
    const x = exact([1, 2, 3, 3, 2, 1], [2, 3])
    const judged = compareOrder(x, exact([10, 20, 31, 9, 8, 9.5], [2, 3]))
    expect(judged).toMatchObject({ lanes: 1, shape: [2] })
    expect([...judged.truth]).toEqual([Truth.True, Truth.False])
    expect(judged.margin[0]).toBe(1)
  })

  it('leaves NaN open', () => {
    expect(truths(exact([1, NaN]), exact([1, 2]))).toEqual([Truth.Undecided])
    expect(truths(exact([1]), exact([NaN]))).toEqual([Truth.Undecided])
    const sheet = new Worksheet()
    const far = sheet.x.constant([1000, 2])
    expect(sheet.truths(far.sameOrder(far.exp()))).toEqual([Truth.Undecided])
  })
})
