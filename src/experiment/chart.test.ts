import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chartToSvg, type Chart, type Series } from './chart.ts'
import { seriesStyle } from './series-style.ts'
import { svgElements, type SvgElement } from './svg-elements.fixture.ts'

const softmax: Series = {
  name: 'softmax',
  points: [
    { x: 100, share: 0.5, low: 0.25, high: 0.75 },
    { x: 450, share: 0.97, low: 0.9, high: 1 },
    { x: 2000, share: 1, low: 0.993, high: 1 },
  ],
  predicted: [
    { x: 100, probability: 0.5625 },
    { x: 2000, probability: 0.999 },
  ],
}
const linear: Series = { ...softmax, name: 'linear', predicted: [] }
const chart: Chart = {
  title: 'Softmax and linear attention',
  caption: ['1000 draws a point, seed 1', 'reconstructed'],
  x: { label: 'sequence length n', unit: 'tokens', scale: 'log' },
  y: { label: 'success probability' },
  series: [softmax, linear],
  marks: [{ x: 480, label: 'threshold' }],
}

/** Coordinates are rounded to 0.01 px; 2^-30 px is far above what float64 adds. */
const ROUNDING = 0.005 + 2 ** -30

const inside = (svg: string, name: string): SvgElement[] =>
  svgElements(svg).filter(({ tag, classes }) => classes.includes(name) && tag !== 'g')

/** Where ticks stand that are labelled with these texts, in px. */
function ticks(svg: string): Map<string, SvgElement> {
  const labels = inside(svg, 'role-axis-label')
  const lines = inside(svg, 'role-axis-tick')
  expect(labels.length).toBe(lines.length)
  return new Map(labels.map(({ text }, i) => [text, lines[i]]))
}

/** The height of a probability, in px, read off the axis. */
function heightOf(probability: number, svg: string): number {
  const [zero, one] = ['0.0', '1.0'].map((label) => ticks(svg).get(label)!.y)
  return zero + (one - zero) * probability
}

function texts(svg: string): string[] {
  return inside(svg, 'root').flatMap(({ tag, text }) => (tag === 'text' ? [text] : []))
}

async function refusal(change: Partial<Chart>): Promise<string> {
  try {
    await chartToSvg({ ...chart, ...change })
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError)
    return (error as Error).message
  }
  return 'drawn'
}

describe('a chart as SVG', () => {
  it('shows every text as text', async () => {
    const shown = texts(await chartToSvg(chart))
    for (const text of [
      'softmax',
      'linear',
      'threshold',
      'success probability',
      'sequence length n (tokens)',
    ])
      expect(shown).toContain(text)
    expect(shown).toContain(chart.title)
    expect(shown).toContain(chart.caption.join('\n'))
    expect(shown.filter((text) => text.startsWith('closed form'))).toHaveLength(1)
    expect(texts(await chartToSvg({ ...chart, series: [linear] })).join()).not.toContain('closed form')
  })

  it('has a name and a description for screen readers', async () => {
    const [svg, title, description] = svgElements(await chartToSvg(chart))
    expect(svg).toMatchObject({ tag: 'svg', attributes: { role: 'img' } })
    expect(Number(svg.attributes.width)).toBeGreaterThanOrEqual(640)
    expect(title).toMatchObject({ tag: 'title', text: chart.title })
    expect(description.tag).toBe('desc')
    for (const said of [
      '0.97 (0.9 to 1) at x = 450',
      'from 0.563 at x = 100 to 0.999 at x = 2000',
      'x = 480: threshold',
      'reconstructed',
    ])
      expect(description.text).toContain(said)
  })

  it('puts points, bands and predictions at their heights on the axis', async () => {
    const svg = await chartToSvg(chart)
    for (const i of [0, 1]) {
      const bars = inside(svg, `bars-${i}`)
      const marks = inside(svg, `points-${i}`)
      expect([bars.length, marks.length]).toEqual([3, 3])
      softmax.points.forEach(({ share, low, high }, j) => {
        // Both ends of the axis, the mark, and the bar's length are rounded.
        expect(Math.abs(marks[j].y - heightOf(share, svg))).toBeLessThanOrEqual(2 * ROUNDING)
        expect(Math.abs(bars[j].y - heightOf(low, svg))).toBeLessThanOrEqual(2 * ROUNDING)
        const end = bars[j].y + Number(bars[j].attributes.y2)
        expect(Math.abs(end - heightOf(high, svg))).toBeLessThanOrEqual(3 * ROUNDING)
        for (const [name, value] of Object.entries({ low, high })) {
          const cap = inside(svg, `caps-${name}-${i}`)[j]
          expect(Math.abs(cap.y - heightOf(value, svg))).toBeLessThanOrEqual(2 * ROUNDING)
        }
      })
    }
    const [line] = inside(svg, 'predicted-0')
    const ends = [...line.attributes.d.matchAll(/[ML]([\d.]+),([\d.]+)/g)]
    softmax.predicted.forEach(({ probability }, j) => {
      expect(Math.abs(line.y + Number(ends[j][2]) - heightOf(probability, svg))).toBeLessThanOrEqual(
        2 * ROUNDING,
      )
    })
  })

  it.each(['log', 'linear'] as const)('puts points and thresholds at their x on a %s axis', async (scale) => {
    const svg = await chartToSvg({ ...chart, x: { ...chart.x, scale } })
    const place = scale === 'log' ? Math.log : Number
    const [a, b] = ['1,000', '2,000'].map((label) => ticks(svg).get(label)!.x)
    const perUnit = (b - a) / (place(2000) - place(1000))
    const expected = (x: number): number => a + perUnit * (place(x) - place(1000))
    // The two ticks are rounded, and what lies further off magnifies that.
    const reach = (x: number): number =>
      1 + (2 * Math.abs(place(x) - place(1000))) / (place(2000) - place(1000))
    const drawn = inside(svg, 'points-0').map(({ x }) => x)
    softmax.points.forEach(({ x }, j) =>
      expect(Math.abs(drawn[j] - expected(x))).toBeLessThanOrEqual((1 + reach(x)) * ROUNDING),
    )
    const [threshold] = inside(svg, 'threshold-0')
    expect(Math.abs(threshold.x - expected(480))).toBeLessThanOrEqual((1 + reach(480)) * ROUNDING)
  })

  it('tells series apart without colour, also where they coincide', async () => {
    const six = Array.from({ length: 6 }, (_, i) => ({ ...softmax, name: `series ${i}` }))
    const svg = await chartToSvg({ ...chart, series: six })
    const outlines = six.map((_, i) => inside(svg, `points-${i}`)[0].attributes)
    expect(new Set(outlines.map(({ d }) => d)).size).toBe(6)
    const looks = six.map((_, i) => seriesStyle(i, 6))
    for (const part of ['shape', 'dash', 'color', 'side', 'cap'] as const)
      expect(new Set(looks.map((look) => String(look[part]))).size).toBe(6)
    for (const { fill = 'none' } of outlines) expect(fill).toBe('none')
    const lines = six.map((_, i) => inside(svg, `predicted-${i}`)[0].attributes)
    expect(new Set(lines.map((line) => line['stroke-dasharray'] ?? '')).size).toBe(6)
    for (let i = 1; i < 6; i++)
      expect(Number(lines[i]['stroke-width'])).toBeLessThan(Number(lines[i - 1]['stroke-width']))
  })

  it('escapes <, > and &, and keeps the digits of texts', async () => {
    const odd = 'a < b && c > "d" $& $1 </text> transform="translate(1.23456)" &amp;'
    const svg = await chartToSvg({
      ...chart,
      title: odd,
      caption: [odd],
      x: { label: odd, unit: '<&>', scale: 'log' },
      y: { label: odd },
      series: [{ ...softmax, name: odd }],
      marks: [{ x: 300, label: odd }],
    })
    expect(texts(svg).filter((text) => text.replace(/\n/g, ' ') === odd)).toHaveLength(5)
    expect(svgElements(svg)[1].text).toBe(odd)
  })

  it('wraps long texts and makes room for them', async () => {
    const long = 'every line of the caption is shown, however long it is; '.repeat(9).trim()
    const svg = await chartToSvg({ ...chart, caption: [long, 'last'] })
    const caption = texts(svg).find((text) => text.endsWith('last'))!
    expect(caption.replace(/\n/g, ' ')).toBe(`${long} last`)
    const lines = caption.split('\n').length
    expect(lines).toBeGreaterThan(4)
    const height = (text: string): number => Number(svgElements(text)[0].attributes.height)
    expect(height(svg) - height(await chartToSvg(chart))).toBe((lines - 2) * 16)
    const block = svgElements(svg).find(({ tag, text }) => tag === 'text' && text === caption)!
    expect(block.y + (lines - 1) * 16).toBeLessThan(height(svg))
  })

  it('is the same text at every call and on every Node', async () => {
    const [first, other, second] = await Promise.all(
      [chart, { ...chart, title: 'another' }, structuredClone(chart)].map((one) => chartToSvg(one)),
    )
    expect(second).toBe(first)
    expect(other).not.toBe(first)
    expect(first).not.toMatch(/ id="/)
    // Of the look as it is: put the new one here when the look changes.
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      '0b1d1fb79411314f87e72bdd6f5c5c6eb20c39f4a89a8ca8a39787724d2eefda',
    )
  })

  it('leaves the chart that it was given as it is', async () => {
    const given = structuredClone(chart)
    await chartToSvg(given)
    for (const object of given.series.flatMap(({ points, predicted }) => [...points, ...predicted]))
      expect(Object.getOwnPropertySymbols(object)).toEqual([])
    expect(given).toStrictEqual(structuredClone(chart))
  })

  it.each(['log', 'linear'] as const)('draws the widest %s axis that is not refused', async (scale) => {
    const points = [1e-100, 1e100].map((x) => ({ ...softmax.points[0], x }))
    const svg = await chartToSvg({
      ...chart,
      x: { label: 'C', scale },
      series: [{ ...linear, points }],
      marks: [],
    })
    const [first, last] = inside(svg, 'points-0')
    expect(last.x - first.x).toBeGreaterThan(500)
    expect(inside(svg, 'role-axis-tick').length).toBeGreaterThan(13)
  })

  it('takes one x alone, with no label, caption or prediction more than needed', async () => {
    for (const scale of ['log', 'linear'] as const) {
      const series = [{ ...linear, points: [{ x: 3, share: 1, low: 0.9, high: 1 }] }]
      const svg = await chartToSvg({ ...chart, x: { label: 'C', scale }, series, caption: [], marks: [] })
      const [mark, ...others] = inside(svg, 'points-0')
      expect(others).toHaveLength(0)
      const upright = inside(svg, 'role-axis-tick').filter(({ attributes }) => attributes.x2 === '0')
      const places = upright.map(({ x }) => x)
      expect(Math.min(...places)).toBeLessThan(mark.x)
      expect(Math.max(...places)).toBeGreaterThan(mark.x)
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    }
  })
})

describe('a chart that is refused', () => {
  const withPoint = (change: Partial<Series['points'][number]>): Partial<Chart> => ({
    series: [softmax, { ...linear, points: [linear.points[0], { ...linear.points[1], ...change }] }],
  })

  it.each<[Partial<Chart>, string]>([
    [{ series: [] }, 'it has no series'],
    [{ series: [softmax, { ...linear, points: [] }] }, 'series "linear" has no points'],
    [withPoint({ share: NaN }), 'share of series "linear" at x = 450 is NaN; give a number from 0 to 1'],
    [withPoint({ low: NaN }), 'low of series "linear" at x = 450 is NaN'],
    [withPoint({ high: 1.01 }), 'high of series "linear" at x = 450 is 1.01'],
    [withPoint({ low: 0.98 }), 'a band from 0.98 to 1 that leaves out its share 0.97'],
    [withPoint({ x: NaN }), 'a point of series "linear" has x = NaN; give a number from -1e+100 to 1e+100'],
    [withPoint({ x: Infinity }), 'a point of series "linear" has x = Infinity'],
    [withPoint({ x: -5 }), "x = -5, which a log scale can't show"],
    [withPoint({ x: 0 }), "x = 0, which a log scale can't show"],
    [withPoint({ x: 100 }), 'series "linear" has two points at x = 100'],
    [{ series: [softmax, softmax] }, 'two series are called "softmax"'],
    [{ series: [{ ...softmax, name: ' ' }] }, 'the name of series 1 is empty'],
    [
      { series: Array.from({ length: 7 }, (_, i) => ({ ...softmax, name: `${i}` })) },
      'it has 7 series, more than the 6',
    ],
    [
      { series: [{ ...softmax, predicted: [{ x: 1, probability: 0.5 }] }] },
      'is one point, which makes no line',
    ],
    [
      { series: [{ ...softmax, predicted: [...softmax.predicted].reverse() }] },
      'the prediction of series "softmax" has x = 100 after 2000; sort it by x',
    ],
    [
      { series: [{ ...softmax, predicted: [softmax.predicted[0], { x: 300, probability: NaN }] }] },
      'the prediction of series "softmax" at x = 300 is NaN',
    ],
    [{ marks: [{ x: NaN, label: 'C*' }] }, 'the line "C*" has x = NaN'],
    [{ marks: [{ x: 200, label: '' }] }, 'the label of the line at x = 200 is empty'],
    [{ title: '' }, 'its title is empty'],
    [
      { caption: ['fine', 'bell \u0007'] },
      'line 2 of its caption, "bell \\u0007", holds a control character',
    ],
  ])('says what is wrong: %#', async (change, message) => {
    expect(await refusal(change)).toContain(message)
  })
})

it('says what marks with bars are, where they are no simulated shares', async () => {
  const [usual, other] = [await chartToSvg(chart), await chartToSvg({ ...chart, points: 'a bounded weight' })]
  for (const [svg, has, lacks] of [
    [usual, 'simulated share', 'a bounded weight'],
    [other, 'a bounded weight', 'simulated share'],
  ] as const) {
    expect(svg.split(has).length - 1).toBeGreaterThanOrEqual(3)
    expect(svg).not.toContain(lacks)
  }
})
