import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chartToSvg } from './chart-svg.ts'
import type { Chart, Series } from './chart.ts'
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
  x: { label: 'sequence length n (tokens)', scale: 'log' },
  y: { label: 'success probability' },
  series: [softmax, linear],
  marks: [{ x: 480, label: 'threshold' }],
}
const six = Array.from({ length: 6 }, (_, i) => ({ ...softmax, name: `series ${i}` }))

/** Coordinates are rounded to 0.01 px; 2^-30 px is far above what float64 adds. */
const ROUNDING = 0.005 + 2 ** -30

/** What is drawn for a mark, or for a part of an axis, in order. */
const inside = (svg: string, name: string): SvgElement[] =>
  svgElements(svg).filter(
    ({ tag, classes }) => classes.some((one) => one === name || one === `${name}_marks`) && tag !== 'g',
  )

/** Where ticks stand that are labelled with these texts, in px. */
function ticks(svg: string): Map<string, SvgElement> {
  const labels = inside(svg, 'role-axis-label')
  const lines = inside(svg, 'role-axis-tick')
  return new Map(
    labels.map(({ text, x, y }) => {
      const near = ({ x: a, y: b }: SvgElement): number => Math.min(Math.abs(a - x), Math.abs(b - y))
      return [text, lines.reduce((best, line) => (near(line) < near(best) ? line : best))]
    }),
  )
}

/** The height of a probability, in px, read off the axis. */
function heightOf(probability: number, svg: string): number {
  const [zero, one] = ['0.0', '1.0'].map((label) => ticks(svg).get(label)!.y)
  return zero + (one - zero) * probability
}

const texts = (svg: string): string[] =>
  inside(svg, 'root').flatMap(({ tag, text }) => (tag === 'text' ? [text] : []))

/** Top and bottom of a rectangle or of an upright line, in px. */
function ends({ y, attributes: { d, y2 } }: SvgElement): [top: number, bottom: number] {
  const [, from, by] = /^M[-\d.]+,([-\d.]+)h[-\d.]+v([-\d.]+)/.exec(d ?? '') ?? [0, 0, y2]
  const [a, b] = [y + Number(from), y + Number(from) + Number(by)]
  return [Math.min(a, b), Math.max(a, b)]
}

describe('a chart as SVG', () => {
  it('shows every text as text', async () => {
    const shown = texts(await chartToSvg(chart))
    for (const text of [
      chart.title,
      chart.caption.join('\n'),
      'softmax: simulated share, with its confidence band',
      'softmax: closed form',
      'linear: simulated share, with its confidence band',
      'threshold',
      'success probability',
      'sequence length n (tokens)',
    ])
      expect(shown).toContain(text)
    expect(shown.filter((text) => text.endsWith('closed form'))).toHaveLength(1)
  })

  it('says what marks with bars are, where they are no simulated shares', async () => {
    const svg = await chartToSvg({ ...chart, points: 'a bounded weight' })
    expect(svg.split('a bounded weight').length - 1).toBeGreaterThanOrEqual(4)
    expect(svg).not.toContain('simulated share')
  })

  it('has a name and a description for screen readers', async () => {
    const [svg, title, description] = svgElements(await chartToSvg(chart))
    expect(svg).toMatchObject({ tag: 'svg', attributes: { role: 'img' } })
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
      const [lowCaps, highCaps, bars] = [0, 1, 2].map((part) => inside(svg, `bars_${i}_layer_${part}`))
      const marks = inside(svg, `points_${i}`)
      expect([marks, bars, lowCaps, highCaps].map(({ length }) => length)).toEqual([3, 3, 3, 3])
      softmax.points.forEach(({ share, low, high }, j) => {
        // Both ends of the axis and the mark, or both ends of the mark, are rounded.
        const near = (y: number, probability: number): void =>
          expect(Math.abs(y - heightOf(probability, svg))).toBeLessThanOrEqual(3 * ROUNDING)
        near(marks[j].y, share)
        const [top, bottom] = ends(bars[j])
        near(bottom, low)
        near(top, high)
        const caps = [lowCaps[j], highCaps[j]].map((cap) => (ends(cap)[0] + ends(cap)[1]) / 2)
        near(Math.max(...caps), low)
        near(Math.min(...caps), high)
      })
    }
    const [line] = inside(svg, 'predicted_0')
    const corners = [...line.attributes.d.matchAll(/[ML]([\d.]+),([\d.]+)/g)]
    softmax.predicted.forEach(({ probability }, j) =>
      expect(Math.abs(line.y + Number(corners[j][2]) - heightOf(probability, svg))).toBeLessThanOrEqual(
        2 * ROUNDING,
      ),
    )
    expect(inside(svg, 'predicted_1')).toHaveLength(0)
  })

  it('draws from a share without undecided draws to one with all, in place of a point', async () => {
    const points = [softmax.points[0], { x: 450, share: 0.8, upTo: 0.9, low: 0.75, high: 0.95 }]
    const svg = await chartToSvg({ ...chart, series: [{ ...softmax, points }, linear] })
    const near = (y: number, probability: number): void =>
      expect(Math.abs(y - heightOf(probability, svg))).toBeLessThanOrEqual(3 * ROUNDING)
    const [bar, ...otherBars] = inside(svg, 'undecided_0')
    expect(otherBars).toEqual([])
    const [top, bottom] = ends(bar)
    near(top, 0.9)
    near(bottom, 0.8)
    const crosses = inside(svg, 'undecided_ends_0')
    expect(crosses).toHaveLength(2)
    near(crosses[0].y, 0.8)
    near(crosses[1].y, 0.9)
    expect(crosses.map(({ x }) => x)).toEqual([bar.x, bar.x])
    const [only, ...others] = inside(svg, 'points_0')
    expect(others).toEqual([])
    near(only.y, 0.5)
    expect(inside(svg, 'bars_0_layer_2')).toHaveLength(2)
    expect(inside(svg, 'undecided_1')).toEqual([])
    const labels = inside(svg, 'role-legend-label').map(({ text }) => text)
    expect(labels.filter((text) => text.includes('undecided'))).toEqual([
      'softmax: interval left by undecided draws',
    ])
  })

  it('joins no predictions where those between them mean nothing', async () => {
    const svg = await chartToSvg({ ...chart, predictedAt: 'every even n', series: six })
    six.forEach((_, i) => {
      const dots = inside(svg, `predicted_${i}`)
      expect(dots).toHaveLength(2)
      softmax.predicted.forEach(({ probability }, j) =>
        expect(Math.abs(dots[j].y - heightOf(probability, svg))).toBeLessThanOrEqual(3 * ROUNDING),
      )
      for (const { attributes } of dots) expect(attributes.d).toMatch(/^M-[\d.]+,0L[\d.]+,0$/)
    })
    const widths = six.map((_, i) => Number(inside(svg, `predicted_${i}`)[0].attributes['stroke-width']))
    for (let i = 1; i < 6; i++) expect(widths[i]).toBeLessThan(widths[i - 1])
    expect(texts(svg)).toContain('series 0: closed form, at every even n')
    expect(svg).toContain('Closed form, at every even n: from')
  })

  it('breaks no line beside =, unless there is no other place', async () => {
    const given = `${'word '.repeat(11)}and n = 1000, which ${'is '.repeat(30)}so`
    const svg = await chartToSvg({
      ...chart,
      title: given,
      caption: [`${'x = '.repeat(20)}${'y'.repeat(90)} =`],
    })
    expect(
      svgElements(svg).find(({ tag, text }) => tag === 'text' && text.startsWith('word'))!.text,
    ).not.toMatch(/=\n|\n=/)
    const caption = texts(svg).find((text) => text.startsWith('x ='))!
    expect(caption.replace(/\s/g, '')).toBe(`${'x='.repeat(20)}${'y'.repeat(90)}=`)
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
    const drawn = inside(svg, 'points_0').map(({ x }) => x)
    softmax.points.forEach(({ x }, j) =>
      expect(Math.abs(drawn[j] - expected(x))).toBeLessThanOrEqual((1 + reach(x)) * ROUNDING),
    )
    const [threshold] = inside(svg, 'threshold_0')
    expect(Math.abs(threshold.x - expected(480))).toBeLessThanOrEqual((1 + reach(480)) * ROUNDING)
  })

  it('tells series apart without colour, also where they coincide', async () => {
    const svg = await chartToSvg({ ...chart, series: six })
    const [outlines, lines] = ['points', 'predicted'].map((part) =>
      six.map((_, i) => inside(svg, `${part}_${i}`).find(({ attributes }) => attributes.stroke)!.attributes),
    )
    expect(new Set(outlines.map(({ d }) => d)).size).toBe(6)
    expect(new Set(outlines.map(({ stroke }) => stroke)).size).toBe(6)
    for (const { fill = 'none' } of outlines) expect(['none', 'transparent']).toContain(fill)
    expect(new Set(lines.map((line) => line['stroke-dasharray'] ?? '')).size).toBe(6)
    for (let i = 1; i < 6; i++)
      expect(Number(lines[i]['stroke-width'])).toBeLessThan(Number(lines[i - 1]['stroke-width']))
  })

  it('shows each look in the legend', async () => {
    const svg = await chartToSvg({ ...chart, series: six })
    const symbols = inside(svg, 'role-legend-symbol')
    expect(inside(svg, 'role-legend-label').map(({ text }) => text)).toEqual(
      six.flatMap(({ name }) => [
        `${name}: simulated share, with its confidence band`,
        `${name}: closed form`,
      ]),
    )
    six.forEach((_, i) => {
      const [point, line] = symbols.slice(2 * i)
      const [drawn] = inside(svg, `points_${i}`)
      const predicted = inside(svg, `predicted_${i}`).find(({ attributes }) => attributes.stroke)!
      expect([point, line].map(({ attributes }) => attributes.stroke)).toEqual(
        [drawn, predicted].map(({ attributes }) => attributes.stroke),
      )
      expect(point.attributes.d.replace(/[-\d.]+/g, '')).toBe(drawn.attributes.d.replace(/[-\d.]+/g, ''))
      expect(line.attributes['stroke-dasharray']).toBe(predicted.attributes['stroke-dasharray'])
    })
  })

  it('lets no threshold run through the label of another', async () => {
    const marks = [
      { x: 300, label: 'second threshold' },
      { x: 250, label: 'first threshold' },
      { x: 1900, label: 'near the edge' },
    ]
    const svg = await chartToSvg({ ...chart, marks })
    const lines = [0, 1, 2].map((row) => inside(svg, `threshold_${row}`)[0])
    const labels = marks.map(({ label }) =>
      svgElements(svg).find(({ tag, text }) => tag === 'text' && text === label)!,
    )
    for (const line of lines)
      for (const label of labels)
        expect(line.x < label.x || ends(line)[0] > label.y, `${line.x} and ${label.text}`).toBe(true)
  })

  it('escapes <, > and &, and keeps the digits of texts', async () => {
    const odd = 'a < b && c > "d" $& $1 </text> transform="translate(1.23456)" &amp;'
    const svg = await chartToSvg({
      title: odd,
      caption: [odd],
      x: { label: odd, scale: 'log' },
      y: { label: odd },
      series: [{ ...linear, name: odd }],
      points: odd,
      marks: [{ x: 300, label: odd }],
    })
    const shown = texts(svg).map((text) => text.replace(/\n/g, ' '))
    expect(shown.filter((text) => text === odd)).toHaveLength(5)
    expect(shown).toContain(`${odd}: ${odd}`)
    expect(svgElements(svg)[1].text).toBe(odd)
    expect(svg).not.toContain('1.23<')
    expect(svg.split('1.23456').length).toBe(svg.split('1.23').length)
  })

  it('wraps long texts and makes room for them', async () => {
    const long = `every line of the caption is shown, ${'however_long_it_is_'.repeat(9)} ${'and so on; '.repeat(20)}`
    const svg = await chartToSvg({ ...chart, caption: [long, 'last'] })
    const caption = texts(svg).find((text) => text.endsWith('last'))!
    expect(caption.replace(/\s/g, '')).toBe(`${long}last`.replace(/\s/g, ''))
    const lines = caption.split('\n')
    expect(lines.length).toBeGreaterThan(5)
    const size = (text: string): number[] =>
      ['width', 'height'].map((side) => Number(svgElements(text)[0].attributes[side]))
    const [[width, height], [usualWidth, usualHeight]] = [size(svg), size(await chartToSvg(chart))]
    expect(width).toBe(usualWidth)
    expect(height - usualHeight).toBe((lines.length - 2) * 16)
    const block = svgElements(svg).find(({ tag, text }) => tag === 'text' && text === caption)!
    expect(block.y + (lines.length - 1) * 16).toBeLessThan(height)
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
      '8e7da973ca862bc5a9592ef2d76574db30e0956708afb78169cc9dc5e3a6f875',
    )
  })

  it('leaves the chart that it was given as it is', async () => {
    const given = structuredClone(chart)
    await chartToSvg(given)
    for (const object of given.series.flatMap(({ points, predicted }) => [...points, ...predicted]))
      expect(Object.getOwnPropertySymbols(object)).toEqual([])
    expect(given).toStrictEqual(structuredClone(chart))
  })

  it.each(['log', 'linear'] as const)('takes one x alone on a %s axis, without a caption', async (scale) => {
    const series = [{ ...linear, points: [{ x: 3, share: 1, low: 0.9, high: 1 }] }]
    const svg = await chartToSvg({ ...chart, x: { label: 'C', scale }, series, caption: [], marks: [] })
    const [mark, ...others] = inside(svg, 'points_0')
    expect(others).toHaveLength(0)
    expect(ticks(svg).get('3')!.x).toBe(mark.x)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})
