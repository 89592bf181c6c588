import { expect, test } from 'vitest'
import { Worksheet } from '../../arithmetic/interval/worksheet.fixture.ts'
import { Truth } from '../../program/truth.ts'
import { bind } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { firingVectors, predict, predictAcross } from './firing-probability.ts'
import { firesAcrossOn, firesOn } from './four-layer-network.ts'
import { signInput } from './network.fixture.ts'
import { settingData, type SeedSetting } from './seed-setting.ts'

const SMALL: SeedSetting = {
  n: 200,
  d: 12,
  m: 15,
  a0: [1, 100],
  a1: [12, 10],
  c: [8, 10],
  theta: [1, 10],
}
const LARGE: SeedSetting = { ...SMALL, n: 1000, d: 102 }

const SETTINGS: SeedSetting[] = [
  { ...SMALL, n: 24, d: 8, a1: [7, 10] },
  { ...SMALL, n: 30, d: 7, a1: [2, 1], c: [3, 10], theta: [3, 10] },
  { ...SMALL, n: 12, d: 3, a1: [5, 10], c: [5, 10] },
  { ...SMALL, n: 40, d: 10, a1: [3, 10], c: [1, 10] },
]

test.each(SETTINGS.map((setting) => [`n = ${setting.n}, d = ${setting.d}`, setting] as const))(
  '%s: as many sign vectors fire as the network itself says, one by one',
  (_, setting) => {
    const { n, d, a1, theta } = setting
    const sheet = new Worksheet()
    const { x } = sheet
    const y = signInput(sheet, d)
    const data = settingData(setting, a1, n - 1)
    for (const [mechanism, subject] of [
      ['exp', softmax],
      ['lin', linear(identity)],
    ] as const) {
      const truths = sheet.truths(firesOn(data, theta)({ y }, bind(subject, x), x))
      const [surely, atMost] = firingVectors(setting, a1, mechanism)
      expect(Number(surely)).toBeLessThanOrEqual(truths.filter((truth) => truth !== Truth.False).length)
      expect(Number(atMost)).toBeGreaterThanOrEqual(truths.filter((truth) => truth === Truth.True).length)
      expect(atMost).toBe(surely)
    }
  },
)

test('the catalogue’s enumerations at n = 200, d = 12', () => {
  expect(firingVectors(SMALL, SMALL.a0, 'exp')).toEqual([112n, 112n])
  expect(firingVectors(SMALL, SMALL.a1, 'lin')).toEqual([112n, 112n])
  const digits = (p: number) => p.toFixed(4)
  const { onD0, success } = predict(SMALL, 'exp')
  expect(digits(1 - onD0[0])).toBe('0.6598')
  expect(digits(predict(SMALL, 'lin').onD1[0])).toBe('0.3402')
  expect(digits(success[0])).toBe('0.6496')
})

test('where softmax fires exactly for y_1 = y_d = 1, and with m neurons', () => {
  expect(firingVectors(LARGE, LARGE.a1, 'exp')).toEqual([1n << 100n, 1n << 100n])
  const [low, high] = predict(LARGE, 'exp').onD1
  expect(low).toBe(high)
  expect(low.toFixed(5)).toBe('0.98664')
  expect(predict({ ...LARGE, m: 1 }, 'exp').onD1[0].toFixed(12)).toBe('0.250000000000')
})

test('success needs both: without a difference between the data sets there is none', () => {
  for (const mechanism of ['exp', 'lin'] as const)
    expect(predict({ ...SMALL, a0: SMALL.a1 }, mechanism).success).toEqual([0, 0])
})

test('R2: the prediction is the share of sign vectors for which the network fires, one by one', () => {
  for (const [n, d, a, c] of [
    [12, 4, [2, 1], [1, 2]],
    [40, 8, [3, 2], [1, 3]],
    [9, 9, [1, 2], [1, 1]],
  ] as const) {
    const sheet = new Worksheet()
    const { x } = sheet
    const y = signInput(sheet, d)
    const count = 2 ** d
    for (const [mechanism, subject] of [
      ['exp', softmax],
      ['lin', linear(identity)],
    ] as const)
      for (const theta of [
        [1, 10],
        [3, 10],
      ] as const) {
        const data = { n, d, a, c, needle: n - 1 }
        const truths = sheet.truths(firesAcrossOn(data, theta)({ y }, bind(subject, x), x))
        const fired = truths.filter((truth) => truth === Truth.True).length
        expect(truths.filter((truth) => truth === Truth.False).length).toBe(count - fired)
        const [low, high] = predictAcross({ n, d, m: 1, a, c, theta }, mechanism)
        expect([low, high].map((p) => (p * count).toFixed(9))).toEqual(Array(2).fill(fired.toFixed(9)))
      }
  }
})
