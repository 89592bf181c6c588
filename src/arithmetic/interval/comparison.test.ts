import { describe, expect, it } from 'vitest'
import type { Real } from '../../program/real.ts'
import { Truth } from '../../program/truth.ts'
import { compareEntries } from './comparison.ts'
import { between, exact, Worksheet } from './worksheet.fixture.ts'

const interval = ([lo, hi]: readonly [number, number]) => between([lo], [hi], [])
const { True, False, Undecided, Consistent } = Truth

describe('atoms on intervals', () => {
  it.each([
    // a, b, a < b, a ≤ b, a = b
    [[1, 2], [3, 4], True, True, False],
    [[3, 4], [1, 2], False, False, False],
    [[1, 2], [2, 3], Undecided, True, Consistent],
    [[2, 3], [1, 2], False, Undecided, Consistent],
    [[1, 3], [2, 4], Undecided, Undecided, Consistent],
    [[2, 2], [2, 2], False, True, True],
    [[-0, -0], [0, 0], False, True, True],
    [[2, 2], [1, 3], Undecided, Undecided, Consistent],
    [[1, Infinity], [0, 0], False, False, False],
    [[1, Infinity], [1, 1], False, Undecided, Undecided],
    [[1, Infinity], [2, 2], Undecided, Undecided, Undecided],
    [[NaN, NaN], [2, 2], Undecided, Undecided, Undecided],
    [[2, 2], [NaN, NaN], Undecided, Undecided, Undecided],
  ] as const)('%o against %o', (p, q, less, atMost, equal) => {
    const truth = (relation: 'less' | 'atMost' | 'equal') =>
      compareEntries(relation, interval(p), interval(q)).truth[0]
    expect([truth('less'), truth('atMost'), truth('equal')]).toEqual([less, atMost, equal])
  })

  it('report the tightest margin of each lane, and its bound', () => {
    const judged = compareEntries('less', exact([1, 5, 2, 2], [2], 2), interval([5.75, 6.25]))
    expect(judged).toMatchObject({ lanes: 2, shape: [2] })
    expect([...judged.truth]).toEqual([True, True, True, True])
    expect([...judged.margin]).toEqual([1, 4])
    expect([...judged.bound]).toEqual([0.25, 0.25])
    expect(compareEntries('less', exact([NaN]), exact([1])).margin[0]).toBeNaN()
  })

  it('do not call the true bound TV ≤ tanh(range/4) false where it is an equality', () => {
    const sheet = new Worksheet()
    const softmax = (of: Real) => {
      const e = of.belowMax(-1).exp()
      return e.div(e.sum(-1, true))
    }
    const [x, y] = [sheet.x.constant([4, -4]), sheet.x.constant([-4, 4])]
    const distance = softmax(x).sub(softmax(y)).abs().sum().mul(0.5)
    const t = x.sub(y).max().sub(x.sub(y).min()).mul(0.25)
    const e = t.mul(-2).exp()
    const tanh = e.neg().add(1).div(e.add(1))
    expect(sheet.truths(distance.atMost(tanh))).toEqual([Undecided])
    expect(sheet.truths(distance.equal(tanh))).toEqual([Consistent])
    expect(sheet.truths(distance.atMost(tanh.mul(0.999999999999)))).toEqual([False])
  })
})
