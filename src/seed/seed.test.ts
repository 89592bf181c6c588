import { describe, expect, test } from 'vitest'
import { bind } from '../attention/attention.ts'
import { identity } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { softmax } from '../attention/softmax.ts'
import { conjunction } from '../arithmetic/judgement.ts'
import { IntervalReal } from '../arithmetic/interval/interval-array.ts'
import { IntervalArithmetic } from '../arithmetic/interval/interval-tier.ts'
import { Truth } from '../arithmetic/truth.ts'
import { firingAtLeast, linearNeedleWeight, silenceAtMost, softmaxNeedleWeights } from './bounds.ts'
import { contexts, fires } from './four-layer-network.ts'
import { selfAttentionMatrix, selfAttentionRowSums, type SelfAttentionData } from './seed-data.ts'

const SMALL: SelfAttentionData = { n: 12, d: 6, a: [12, 10], b: [2, 10], c: [8, 10], needle: 5 }
const x = new IntervalArithmetic()
const overlap = (a: IntervalReal, b: IntervalReal) =>
  a.lo.every((lo, i) => lo <= b.hi[i]! && b.lo[i]! <= a.hi[i]!) &&
  a.hi.every((hi, i) => hi - a.lo[i]! < 2 ** -40)

describe('the data set', () => {
  test('has the needle, stacked identities and a constant column', () => {
    const root = Math.sqrt(Math.log(SMALL.n))
    const { lo, hi } = selfAttentionMatrix(SMALL, x) as IntervalReal
    for (let row = 0; row < 12; row++) {
      for (let column = 0; column < 6; column++) {
        const needle = column === 0 && row === 5 ? 1.2 : 0
        const identityEntry = column >= 1 && column <= 4 && row % 4 === column - 1 ? 0.2 : 0
        const expected = (needle + identityEntry + (column === 5 ? 0.8 : 0)) * root
        const at = row * 6 + column
        expect((lo[at]! + hi[at]!) / 2 - expected).toBeLessThan(2 ** -40)
        expect(expected - (lo[at]! + hi[at]!) / 2).toBeLessThan(2 ** -40)
      }
    }
  })

  test('has the row sums that its blocks add up to', () => {
    const sums = selfAttentionMatrix(SMALL, x).sum(1, true) as IntervalReal
    expect(overlap(selfAttentionRowSums(SMALL, x) as IntervalReal, sums)).toBe(true)
  })

  test('refuses parameters with the constraint that they break', () => {
    const refused = (change: Partial<SelfAttentionData>) => () =>
      selfAttentionMatrix({ ...SMALL, ...change }, x)
    expect(refused({ n: 13 })).toThrow(/multiple of d - 2/)
    expect(refused({ c: [7, 10] })).toThrow(/b \+ c = 1/)
    expect(refused({ needle: 12 })).toThrow(/needle/)
  })
})

describe('the network', () => {
  for (const subject of [softmax, linear(identity)]) {
    test(`${subject.name}: two rows stand for all of them`, () => {
      const attention = bind(subject, x)
      const matrix = selfAttentionMatrix(SMALL, x)
      const sums = matrix.sum(1, true)
      const all = attention.output({ q: sums, k: sums, v: matrix })
      const two = contexts(SMALL, attention, x)
      for (let row = 0; row < SMALL.n; row++) {
        const of = two.gather([row === SMALL.needle ? 0 : 1]) as IntervalReal
        expect(overlap(of, all.gather([row]) as IntervalReal)).toBe(true)
      }
    })
  }

  test('gives the needle the weights of the closed forms', () => {
    const sums = selfAttentionRowSums(SMALL, x)
    const q = sums.gather([SMALL.needle, 0])
    const { own, other } = softmaxNeedleWeights(12, 1.2)
    const forms = [
      { subject: softmax, expected: [own, other] },
      { subject: linear(identity), expected: [linearNeedleWeight(12, 1.2), linearNeedleWeight(12, 1.2)] },
    ]
    for (const { subject, expected } of forms) {
      const weights = bind(subject, x).weights({ q, k: sums }).gather([SMALL.needle], 1) as IntervalReal
      expected.forEach((w, i) =>
        expect(Math.abs((weights.lo[i]! + weights.hi[i]!) / 2 - w)).toBeLessThan(2 ** -40),
      )
    }
  })

  test('at n = 200, d = 12 a neuron of linear attention fires on 112 of the 4096 sign vectors', () => {
    const data: SelfAttentionData = { n: 200, d: 12, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 }
    const signs = Float64Array.from({ length: 4096 * 12 }, (_, at) => (((at / 12) >> (at % 12)) & 1 ? 1 : -1))
    const arithmetic = new IntervalArithmetic()
    const y = IntervalReal.exact(4096, [1, 12], signs)
    const fired = fires(data, [1, 10], y, bind(linear(identity), arithmetic), arithmetic).judge('reals')
    const truths = conjunction(fired)
    expect(truths.filter((t) => t === Truth.True).length).toBe(112)
    expect(truths.filter((t) => t === Truth.False).length).toBe(4096 - 112)
  })
})

describe('the bounds', () => {
  test('have the values of the catalogue', () => {
    const digits = [0.6, 0.65, 0.7, 0.8, 1].map((a) => softmaxNeedleWeights(1000, a).own.toFixed(3))
    expect(digits).toEqual(['0.432', '0.623', '0.788', '0.954', '0.999'])
    const at = { n: 1000, d: 102, m: 15, b: 0.2, theta: 0.1 }
    expect(silenceAtMost({ ...at, a: 1.2 }, linearNeedleWeight(1000, 1.2)).toExponential(2)).toBe('1.28e-4')
    expect(silenceAtMost({ ...at, a: 0.01 }, linearNeedleWeight(1000, 0.01)).toExponential(2)).toBe('6.35e-5')
  })

  test('are rounded to the safe side, and refused where they say nothing', () => {
    expect(firingAtLeast(15)).toBeLessThanOrEqual(1 - (15 / 16) ** 15)
    expect(() => silenceAtMost({ n: 200, d: 12, m: 15, a: 3, b: 0.9, theta: 0.01 }, 0.1)).toThrow(/s > 0/)
  })
})
