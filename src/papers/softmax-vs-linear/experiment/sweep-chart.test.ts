import { describe, expect, it, test } from 'vitest'
import { chartToSvg } from '../../chart/chart-svg.ts'
import { svgElements } from '../../chart/svg-elements.fixture.ts'
import { predict } from '../firing-probability.ts'
import { BOTH } from '../mechanisms.ts'
import { collapseChart } from './collapse-chart.ts'
import { predictedSuccess } from './predicted-success.ts'
import type { PointResult, Results } from './results.ts'
import { headOf } from './results-head.ts'
import { sweepChart } from './sweep-chart.ts'
import {
  BASES,
  isReal,
  type Parameter,
  PARAMETERS,
  sweepsOf,
  whyInadmissible,
  withParameter,
  type Plan,
} from './sweeps.ts'

const engine = { name: 'none', device: 'none', versions: {} } as Parameters<typeof headOf>[1]['engine']
const NONE = { yes: 0, open: 0 }

/** Results in which every point of F_exp succeeded in `yes` of 1000 draws and left `open` undecided. */
function planted(plan: Plan, yes = 0, open = 0): Results {
  const events = { onD0: NONE, onD1: NONE, success: NONE }
  return {
    ...headOf('seed', { engine, tool: 'test', seed: 1, draws: 1000 }),
    confidence: 0.999,
    sweeps: sweepsOf(plan).map(({ points, base, leftOut, ...sweep }) => ({
      ...sweep,
      base: base as PointResult['setting'],
      leftOut: [...leftOut],
      points: points.map(({ x, setting }) => ({
        x,
        setting: setting as PointResult['setting'],
        draws: 1000,
        exp: { ...events, success: { yes, open } },
        lin: events,
      })),
    })),
  }
}
const chartsOf = (found: Results) => found.sweeps.map((sweep) => sweepChart(sweep, found))
const SMALL = { 'd=12': BASES['d=12'] }

describe('the closed form', () => {
  it.each(PARAMETERS)('has its value at every x that is drawn over %s', (parameter) => {
    const [chart] = chartsOf(planted({ parameters: [parameter], bases: SMALL }))
    chart.series.forEach(({ predicted }, i) => {
      expect(predicted.length).toBeGreaterThan(10)
      // Of the hundreds of a curve, some.
      for (const { x, probability } of predicted.filter((_, at) => !isReal(parameter) || at % 29 === 0))
        expect(predict(withParameter(BASES['d=12'], parameter, x), BOTH[i]).success).toContain(probability)
    })
  })

  it.each([
    ['n', 100, 2000, 191],
    ['d', 3, 202, 12],
    ['m', 1, 200, 200],
  ] as const)(
    'over %s has a dot at every admissible integer, and no line',
    async (parameter, from, to, many) => {
      const [chart] = chartsOf(planted({ parameters: [parameter], bases: SMALL }))
      const integers = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(
        (x) => whyInadmissible(withParameter(BASES['d=12'], parameter, x)) === undefined,
      )
      expect(integers.length).toBe(many)
      const elements = svgElements(await chartToSvg(chart))
      chart.series.forEach(({ predicted }, i) => {
        expect(predicted.map(({ x }) => x)).toEqual(integers)
        const drawn = elements.filter(
          ({ tag, classes }) => tag === 'path' && classes.includes(`predicted_${i}_marks`),
        )
        // A path for each, one short stroke long.
        expect(drawn.length).toBe(many)
        for (const { attributes } of drawn) expect(attributes.d).toMatch(/^M-[\d.]+,0L[\d.]+,0$/)
      })
      expect(chart.caption.join('\n')).toContain(`closed form at every admissible ${parameter}`)
    },
  )

  it('over m stands at 0.1895 for m = 60, where a chord from 40 to 100 has 0.212', () => {
    const { values } = predictedSuccess(BASES['d=12'], 'm', [40, 100], 'exp')
    expect(values.find(({ x }) => x === 60)?.probability.toFixed(4)).toBe('0.1895')
    const [first, last] = [values[0], values.at(-1)!].map(({ probability }) => probability)
    const share = Math.log(60 / 40) / Math.log(100 / 40)
    expect((first + share * (last - first)).toFixed(3)).toBe('0.212')
  })

  it.each(['a_0', 'a_1', 'c'] as const)(
    'over %s stands at every thousandth of a range of 0.4',
    (parameter) => {
      for (const mechanism of BOTH) {
        const { values } = predictedSuccess(BASES['d=12'], parameter, [0.5, 0.9], mechanism)
        expect(values.map(({ x }) => x)).toEqual(Array.from({ length: 401 }, (_, i) => (500 + i) / 1000))
      }
    },
  )

  it('over a longer range of a_1 is a chord where it is flat, and has every thousandth where it rises', () => {
    const { values } = predictedSuccess(BASES['d=12'], 'a_1', [0.1, 3], 'exp')
    for (let i = 1; i < values.length; i++) {
      const [step, rise] = [
        values[i].x - values[i - 1].x,
        Math.abs(values[i].probability - values[i - 1].probability),
      ]
      expect(step < 0.0015 || (step < 0.0045 && rise <= 1 / 760), `${values[i].x}`).toBe(true)
    }
    expect(values.length).toBeLessThan(1500)
  })

  it('stands at the simulated integers alone, and says so, where there are too many', () => {
    const values = [1, 10, 3000]
    const [chart] = chartsOf(planted({ parameters: ['m'], bases: SMALL, values }))
    expect(chart.series[0].predicted.map(({ x }) => x)).toEqual(values)
    expect(chart.predictedAt).toBe('each simulated m')
    const far = predictedSuccess(BASES['d=12'], 'm', [1, 10 ** 9], 'exp')
    expect([far.complete, far.values.length]).toEqual([false, 2])
  })

  it('shows both limits where enclosures leave a class of signs open', () => {
    // Here b = θ, so a sum of signs can equal the threshold.
    const tied = { ...BASES['d=12'], n: 2, d: 3, a0: [0, 1], c: [9, 10] } as const
    const { success } = predict(tied, 'lin')
    expect(success[0]).toBeLessThan(success[1])
    expect(predictedSuccess(tied, 'n', [2], 'lin').values).toEqual(
      success.map((probability) => ({ x: 2, probability })),
    )
  })
})

describe('undecided draws', () => {
  const plan = { parameters: ['d'], bases: SMALL, values: [12, 22] } as const satisfies Plan

  it('leave an interval from none to all of them counted, as a mark of its own', async () => {
    const found = planted(plan, 842, 51)
    const [chart] = chartsOf(found)
    for (const { share, upTo, low, high } of chart.series[0].points) {
      expect([share, upTo]).toEqual([842 / 1000, 893 / 1000])
      expect(low < share && upTo! < high).toBe(true)
    }
    for (const point of chart.series[1].points) expect(point).not.toHaveProperty('upTo')
    expect(chart.caption.join('\n')).toContain('Fₑₓₚ 51 at d = 12, 51 at d = 22. Crosses')
    const svg = await chartToSvg(chart)
    expect(svg).toContain('softmax, Fₑₓₚ: interval left by undecided draws')
    expect(svg).not.toContain('linear attention, Fₗᵢₙ: interval')
    expect(svg).toContain('0.842 to 0.893, as undecided draws are counted')
  })

  it('are not spoken of where there are none', async () => {
    const [chart] = chartsOf(planted(plan, 842))
    expect(chart.caption.join('\n')).not.toContain('undecided')
    expect(await chartToSvg(chart)).not.toContain('undecided')
  })
})

describe('symbols', () => {
  const charts = [...chartsOf(planted({ bases: SMALL }, 1, 1)), collapseChart([], 'none')]

  test('have their subscripts and Greek letters in titles, axes, legends and captions', async () => {
    for (const chart of charts) expect(await chartToSvg(chart)).not.toMatch(/>[^<]*([aDF]_\w|theta|\^)/)
  })

  test.each<[Parameter, string]>([
    ['a_0', 'needle size a₀ in D₀ (multiples of √ln n)'],
    ['a_1', 'needle size a₁ in D₁ (multiples of √ln n)'],
  ])('%s is labelled', (parameter, label) => {
    const chart = charts[PARAMETERS.indexOf(parameter)]
    expect(chart.x.label).toBe(label)
    expect(chart.title).toContain('D₁ from D₀')
    expect(chart.series.map(({ name }) => name)).toEqual(['softmax, Fₑₓₚ', 'linear attention, Fₗᵢₙ'])
    expect(chart.caption[0]).toContain('θ = 0.1')
    expect(isReal(parameter)).toBe(true)
  })
})
