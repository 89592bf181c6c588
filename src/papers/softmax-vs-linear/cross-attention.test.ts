import { describe, expect, test } from 'vitest'
import { enclosed } from '../../arithmetic/interval/enclose.ts'
import { Worksheet } from '../../arithmetic/interval/worksheet.fixture.ts'
import { Recorder } from '../../program/recorder.ts'
import { Truth } from '../../program/truth.ts'
import { bind } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { crossLinearWeight, crossSoftmaxWeight } from './needle-weights.ts'
import { crossFiringAtLeast, crossSilenceAtMost } from './probability-bounds.ts'
import { crossAttention, type CrossAttentionData } from './cross-attention-data.ts'
import { firesAcrossOn } from './four-layer-network.ts'
import { expectSame, signInput, signVectors } from './network.fixture.ts'
import { rootLambda } from './seed-data.ts'

const plain = linear(identity)
const SMALL: CrossAttentionData = { n: 12, d: 4, a: [2, 1], c: [1, 2], needle: 6 }

test.each([
  ['softmax', softmax, crossSoftmaxWeight(12, 2)],
  ['linear', plain, crossLinearWeight(12, 2, 0.5)],
] as const)('%s: one query and row sums stand for A_1 X A_2ᵀ, whatever the rows of A_1', (_, subject, w) => {
  const { n, d, needle } = SMALL
  const sheet = new Worksheet()
  const { x } = sheet
  const root = rootLambda(n, x)
  // Rows that sum to 1 exactly: (i, -i/2, -i/2, 1).
  const a1 = x.constant(Array.from({ length: n }, (__, i) => [i, -i / 2, -i / 2, 1]).flat(), [n, d])
  const a2 = x.constant(Array.from({ length: n }, (__, i) => [i === needle ? 2 : 0, 0, 0.5, 0]).flat(), [
    n,
    d,
  ])
  const a3 = x.constant(
    Array.from({ length: n * d }, (__, at) => (Math.floor(at / d) % d === at % d ? 1 : 0)),
    [n, d],
  )
  const all = x.constant(new Array<number>(d * d).fill(1), [d, d])
  const attention = bind(subject, x)
  const whole = attention.output({ q: a1.mul(root).matMul(all), k: a2.mul(root), v: a3 })
  const one = attention.output(crossAttention(SMALL, x))
  for (let row = 0; row < n; row++) expectSame(sheet, one, whole.gather([row]))
  // w e_k + (1-w)/(n-1) (t 1 - e_k), k = 6 mod 4.
  const { lo, hi } = sheet.enclosures(one)
  for (let column = 0; column < d; column++) {
    const hit = column === 2 ? 1 : 0
    const expected = w * hit + ((1 - w) / (n - 1)) * (n / d - hit)
    expect(Math.abs((lo[column] + hi[column]) / 2 - expected)).toBeLessThan(2 ** -40)
  }
})

test('without the constant column linear attention is one-hot', () => {
  const { lo, hi } = enclosed((x) => bind(plain, x).output(crossAttention({ ...SMALL, c: [0, 1] }, x)))
  for (let column = 0; column < 4; column++) {
    expect(lo[column]).toBeLessThanOrEqual(column === 2 ? 1 : 0)
    expect(hi[column]).toBeGreaterThanOrEqual(column === 2 ? 1 : 0)
    expect(hi[column] - lo[column]).toBeLessThan(2 ** -40)
  }
})

test('softmax fires exactly where y_k = 1 when w > (1 + θ)/2; at a = 0 the mean sign decides', () => {
  const sheet = new Worksheet()
  const { x } = sheet
  const y = signInput(sheet, 4)
  const fires = (data: CrossAttentionData, theta: readonly [number, number]) =>
    sheet.truths(firesAcrossOn(data, theta)({ y }, bind(softmax, x), x))
  const signs = signVectors(4)
  const known = (yes: boolean) => (yes ? Truth.True : Truth.False)
  const lanes = Array.from({ length: 16 }, (_, lane) => signs.subarray(4 * lane, 4 * lane + 4))
  const large = { n: 2000, d: 4, a: [2, 1], c: [1, 2], needle: 6 } as const
  expect(fires(large, [1, 2])).toEqual(lanes.map((sign) => known(sign[2] === 1)))
  expect(fires({ ...large, a: [0, 1] }, [1, 4])).toEqual(
    lanes.map((sign) => known(sign.reduce((a, b) => a + b) / 4 > 0.25)),
  )
})

describe('the bounds', () => {
  const at = { n: 2000, d: 100, m: 15, theta: 0.5 }

  test('have the values of the catalogue', () => {
    expect(crossSoftmaxWeight(2000, 2).toFixed(4)).toBe('0.9995')
    expect(crossSoftmaxWeight(2000, 0.5).toFixed(4)).toBe('0.0219')
    expect(crossLinearWeight(2000, 2, 0.5).toFixed(4)).toBe('0.0025')
    expect(crossSilenceAtMost(at, crossSoftmaxWeight(2000, 0.5)).value.toExponential(1)).toBe('1.7e-4')
    expect(crossSilenceAtMost(at, crossLinearWeight(2000, 2, 0.5)).value.toExponential(1)).toBe('6.6e-5')
    expect(crossSilenceAtMost(at, crossLinearWeight(2000, 0.5, 0.5)).value.toExponential(1)).toBe('6.1e-5')
    expect(crossFiringAtLeast(at, 0.9995).value).toBeLessThanOrEqual(1 - 0.75 ** 15)
    expect(crossFiringAtLeast(at, 0.9995).value).toBeGreaterThan(0.98663)
  })

  test('are refused where they say nothing', () => {
    expect(() => crossFiringAtLeast(at, 0.5)).toThrow('w > θ')
    expect(() => crossSilenceAtMost(at, 0.4999)).toThrow('s > 0')
  })

  test('30,000 draws with three events lie below the bound of the silence claim', () => {
    const { value: bound } = crossSilenceAtMost({ ...at, d: 80 }, crossLinearWeight(2000, 2, 0.5))
    expect(upperLimit(3, 30_000, 1 - 1e-6)).toBeLessThan(bound)
  })
})

describe('inadmissible parameters are refused with the constraint that they break', () => {
  test.each<[Partial<CrossAttentionData>, string]>([
    [{ d: 1 }, 'd ≥ 2'],
    [{ d: 1.5 }, 'd ≥ 2'],
    [{ n: 13 }, 'multiple of d'],
    [{ n: 1 }, 'n ≥ 2'],
    [{ a: [-1, 2] }, 'a ≥ 0'],
    [{ a: [1, 0] }, 'a ≥ 0'],
    [{ c: [-1, 2] }, 'c ≥ 0'],
    [{ a: [0, 1], c: [0, 1] }, 'not both 0'],
    [{ needle: 12 }, "the needle's row"],
    [{ needle: -1 }, "the needle's row"],
    [{ needle: 0.5 }, "the needle's row"],
  ])('%o', (change, constraint) => {
    expect(() => crossAttention({ ...SMALL, ...change }, new Recorder())).toThrow(RangeError)
    expect(() => crossAttention({ ...SMALL, ...change }, new Recorder())).toThrow(constraint)
  })
})
