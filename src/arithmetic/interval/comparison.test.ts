import { describe, expect, it } from 'vitest'
import { Truth } from '../../program/truth.ts'
import { IntervalReal } from './interval-array.ts'

const interval = (lo: number, hi = lo) =>
  new IntervalReal({ lanes: 1, shape: [], lo: Float64Array.of(lo), hi: Float64Array.of(hi) })
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
    [[1, Infinity], [2, 2], Undecided, Undecided, Undecided],
    [[NaN, NaN], [2, 2], Undecided, Undecided, Undecided],
  ] as const)('%o against %o', (p, q, less, atMost, equal) => {
    const a = interval(p[0], p[1])
    const b = interval(q[0], q[1])
    expect(a.less(b).judge('reals').truth[0]).toBe(less)
    expect(a.atMost(b).judge('reals').truth[0]).toBe(atMost)
    expect(a.equal(b).judge('reals').truth[0]).toBe(equal)
  })

  it('report the tightest margin of each lane, and its bound', () => {
    const a = IntervalReal.exact(2, [2], Float64Array.of(1, 5, 2, 2))
    const judged = a.less(interval(5.75, 6.25)).judge('reals')
    expect(judged).toMatchObject({ lanes: 2, shape: [2] })
    expect([...judged.margin]).toEqual([1, 4])
    expect([...judged.bound]).toEqual([0.25, 0.25])
    expect(interval(NaN).less(1).judge('reals').margin[0]).toBeNaN()
  })

  it('refuse the reading of what a device returned', () => {
    const a = interval(1)
    for (const atom of [a.less(2), a.atMost(2), a.equal(2), a.reshape([1]).sameOrder(a.reshape([1]))]) {
      expect(() => atom.judge('float32')).toThrow(/only the reals/)
    }
    expect(() => a.reshape([1, 1]).rank().atMost(1).judge('float32')).toThrow(/only the reals/)
  })

  it('do not call the true bound TV ≤ tanh(range/4) false where it is an equality', () => {
    const softmax = (x: IntervalReal) => {
      const e = x.belowMax(-1).exp()
      return e.div(e.sum(-1, true))
    }
    const x = IntervalReal.exact(1, [2], Float64Array.of(4, -4))
    const y = IntervalReal.exact(1, [2], Float64Array.of(-4, 4))
    const distance = softmax(x).sub(softmax(y)).abs().sum().mul(0.5)
    const t = x.sub(y).max().sub(x.sub(y).min()).mul(0.25)
    const e = t.mul(-2).exp()
    const tanh = e.neg().add(1).div(e.add(1))
    expect(distance.atMost(tanh).judge('reals').truth[0]).toBe(Undecided)
    expect(distance.equal(tanh).judge('reals').truth[0]).toBe(Consistent)
    expect(distance.atMost(tanh.mul(0.999999999999)).judge('reals').truth[0]).toBe(False)
  })
})
