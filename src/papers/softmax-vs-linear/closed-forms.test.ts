import { describe, expect, test } from 'vitest'
import { Worksheet } from '../../arithmetic/interval/worksheet.fixture.ts'
import type { Real } from '../../program/real.ts'
import { Recorder } from '../../program/recorder.ts'
import { Truth } from '../../program/truth.ts'
import { bind, type Subject } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { linearNeedleWeight, softmaxNeedleWeights } from './needle-weights.ts'
import { silenceAtMost } from './probability-bounds.ts'
import { contexts, firesOn } from './four-layer-network.ts'
import { expectSame, signInput, signVectors } from './network.fixture.ts'
import { rootLambda, selfAttentionMatrix, selfAttentionRowSums, type SelfAttentionData } from './seed-data.ts'

const plain = linear(identity)

const DATA: SelfAttentionData[] = [
  { n: 2, d: 3, a: [7, 10], b: [1, 2], c: [1, 2], needle: 1 },
  { n: 5, d: 3, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 },
  { n: 6, d: 5, a: [1, 100], b: [9, 10], c: [1, 10], needle: 5 },
  { n: 12, d: 6, a: [3, 1], b: [1, 3], c: [2, 3], needle: 7 },
  { n: 40, d: 12, a: [0, 1], b: [2, 10], c: [8, 10], needle: 3 },
]
const named = DATA.map((data) => [`n = ${data.n}, d = ${data.d}, a = ${data.a.join('/')}`, data] as const)

describe.each(named)('%s', (_, data) => {
  const { n, d, needle } = data
  const sheet = new Worksheet()
  const { x } = sheet
  const root = rootLambda(n, x)
  const [a, b, c] = [x.rational(...data.a), x.rational(...data.b), x.rational(...data.c)]

  test('column 1 is the needle, 2 … d-1 are stacked identities, d is constant', () => {
    const matrix = selfAttentionMatrix(data, x)
    expect(matrix.shape).toEqual([n, d])
    const unit = (row: number) => Array.from({ length: n }, (__, i) => (i === row ? 1 : 0))
    const column = (index: number) => matrix.gather([index], 1).reshape([n])
    expectSame(sheet, column(0), x.constant(unit(needle)).mul(a).mul(root))
    for (let at = 0; at < d - 2; at++) {
      const stacked = Array.from({ length: n / (d - 2) }, () => unit(at).slice(0, d - 2)).flat()
      expectSame(sheet, column(1 + at), x.constant(stacked).mul(b).mul(root))
    }
    expectSame(sheet, column(d - 1), x.constant(new Array<number>(n).fill(1)).mul(c).mul(root))
  })

  test('the row sums are A·1, and √Λ (1 + a [the needle])', () => {
    const sums = selfAttentionRowSums(data, x)
    expectSame(sheet, sums, selfAttentionMatrix(data, x).sum(1, true))
    for (let row = 0; row < n; row++) {
      const factor = row === needle ? a.add(1) : x.constant(1)
      expectSame(sheet, sums.gather([row]).reshape([]), factor.mul(root))
    }
  })

  /** Weights of the whole network: logits A 1 1ᵀ Aᵀ. */
  const queriesAndKeys = () => {
    const sums = selfAttentionMatrix(data, x).sum(1, true)
    return { q: sums, k: sums }
  }

  test.each([['softmax', softmax] as const, ['linear', plain] as const])(
    '%s: two rows of contexts stand for all n',
    (__, subject) => {
      const attention = bind(subject, x)
      const all = attention.output({ ...queriesAndKeys(), v: selfAttentionMatrix(data, x) })
      const two = contexts(data, attention, x)
      expect(two.shape).toEqual([2, d])
      for (let row = 0; row < n; row++)
        expectSame(sheet, all.gather([row]), two.gather([row === needle ? 0 : 1]))
    },
  )

  test('the needle gets the weights of the closed forms, in every row', () => {
    // w* = 1/(1 + (n-1) n^(-a(1+a))), w_o = n^a/(n^a + n - 1), (1+a)/(n+a).
    const power = (exponent: Real) => x.constant(n).log().mul(exponent).exp()
    const own = x.constant(1).div(
      power(a.mul(a.add(1)).neg())
        .mul(n - 1)
        .add(1),
    )
    const other = power(a).div(power(a).add(n - 1))
    const share = a.add(1).div(a.add(n))
    const column = (subject: Subject) =>
      bind(subject, x).weights(queriesAndKeys()).gather([needle], 1).reshape([n])
    for (let row = 0; row < n; row++) {
      expectSame(sheet, column(softmax).gather([row]).reshape([]), row === needle ? own : other)
      expectSame(sheet, column(plain).gather([row]).reshape([]), share)
    }
    const value = data.a[0] / data.a[1]
    const floats = softmaxNeedleWeights(n, value)
    for (const [float, exact] of [
      [floats.own, own],
      [floats.other, other],
      [linearNeedleWeight(n, value), share],
    ] as const) {
      const { lo, hi } = sheet.enclosures(exact)
      expect(float).toBeGreaterThan(lo[0] - 1e-12)
      expect(float).toBeLessThan(hi[0] + 1e-12)
    }
  })
})

test('silence of softmax on D_0 to the digits printed', () => {
  const parameters = { n: 1000, d: 102, m: 15, a: 0.01, b: 0.2, theta: 0.1 }
  const { own, other } = softmaxNeedleWeights(1000, 0.01)
  expect(silenceAtMost(parameters, Math.max(own, other)).value.toExponential(2)).toBe('6.37e-5')
})

test.each([
  ['softmax', softmax, [1, 100]],
  ['linear', plain, [1, 100]],
  ['linear', plain, [12, 10]],
] as const)('%s, n = 200, d = 12: fires exactly where y_d = 1 and S ≥ 6', (_, subject, a) => {
  const sheet = new Worksheet()
  const { x } = sheet
  const data: SelfAttentionData = { n: 200, d: 12, a, b: [2, 10], c: [8, 10], needle: 17 }
  const truths = sheet.truths(firesOn(data)({ y: signInput(sheet, 12) }, bind(subject, x), x))
  const signs = signVectors(12)
  let fired = 0
  truths.forEach((truth, lane) => {
    const y = signs.subarray(lane * 12, lane * 12 + 12)
    const S = y.subarray(1, 11).reduce((sum, sign) => sum + sign, 0)
    expect(truth).toBe(y[11] === 1 && S >= 6 ? Truth.True : Truth.False)
    if (truth === Truth.True) fired++
  })
  expect(fired).toBe(112)
})

test('softmax on D_1 fires exactly where y_1 = y_d = 1', () => {
  const sheet = new Worksheet()
  const { x } = sheet
  const data: SelfAttentionData = { n: 300, d: 5, a: [12, 10], b: [2, 10], c: [8, 10], needle: 4 }
  const truths = sheet.truths(firesOn(data)({ y: signInput(sheet, 5) }, bind(softmax, x), x))
  const signs = signVectors(5)
  truths.forEach((truth, lane) => {
    const both = signs[lane * 5] === 1 && signs[lane * 5 + 4] === 1
    // At this small d other signs fire too, and never with y_d = -1.
    if (both) expect(truth).toBe(Truth.True)
    if (signs[lane * 5 + 4] === -1) expect(truth).toBe(Truth.False)
  })
})

test('a neuron among several is enough', () => {
  const sheet = new Worksheet()
  const { x } = sheet
  const data: SelfAttentionData = { n: 200, d: 12, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 }
  const neurons = (...first: number[]) =>
    x.constant(
      first.flatMap((sign) => new Array<number>(12).fill(sign)),
      [first.length, 12],
    )
  const truths = (signs: Real) => sheet.truths(firesOn(data)({ y: signs }, bind(plain, x), x))
  expect(truths(neurons(-1, 1, -1))).toEqual([Truth.True])
  expect(truths(neurons(-1, -1))).toEqual([Truth.False])
})

describe('inadmissible parameters are refused with the constraint that they break', () => {
  const good: SelfAttentionData = { n: 12, d: 6, a: [12, 10], b: [2, 10], c: [8, 10], needle: 5 }
  test.each<[Partial<SelfAttentionData>, string]>([
    [{ d: 2 }, 'd ≥ 3'],
    [{ d: 4.5 }, 'd ≥ 3'],
    [{ n: 13 }, 'multiple of d - 2'],
    [{ n: 1, d: 3, needle: 0 }, 'n ≥ 2'],
    [{ c: [7, 10] }, 'b + c = 1'],
    [{ b: [-1, 1], c: [2, 1] }, 'b, c > 0'],
    [{ b: [0, 0] }, 'b, c > 0'],
    [{ a: [-1, 10] }, 'a ≥ 0'],
    [{ a: [1, 0] }, 'a ≥ 0'],
    [{ needle: 12 }, "the needle's row"],
    [{ needle: -1 }, "the needle's row"],
    [{ needle: 0.5 }, "the needle's row"],
  ])('%o', (change, constraint) => {
    for (const build of [selfAttentionMatrix, selfAttentionRowSums]) {
      expect(() => build({ ...good, ...change }, new Recorder())).toThrow(RangeError)
      expect(() => build({ ...good, ...change }, new Recorder())).toThrow(constraint)
    }
  })
})
