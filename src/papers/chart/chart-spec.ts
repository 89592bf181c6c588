import type { Config, TopLevelSpec } from 'vega-lite'
import type { Chart } from './chart.ts'
import { seriesLayers } from './series-layers.ts'

/** In px. */
const HEIGHT = 380

/** The chart in the grammar of Vega-Lite. */
export function chartSpec(chart: Chart): TopLevelSpec {
  const type = 'quantitative' as const
  const scale = { type: chart.x.scale, nice: false, padding: 24 }
  const x = { field: 'x', type, title: lines(chart.x.label, 60), scale }
  const { label, range = [0, 1], scale: kind } = chart.y
  const y = {
    type,
    title: lines(label, 36),
    ...(kind === 'log'
      ? { scale: { type: kind, nice: false, padding: 12 }, axis: { format: '~g' } }
      : { scale: { domain: [...range] } }),
  }
  const series = seriesLayers(chart, x, y)
  const text = chart.caption.flatMap((line) => lines(line, 74))
  return {
    padding: 20,
    title: { text: lines(chart.title, 64), fontSize: 14, offset: 12, aria: false },
    vconcat: [
      {
        width: 660,
        height: HEIGHT,
        title: { text, orient: 'bottom', fontWeight: 'normal', offset: 10, aria: false },
        layer: [
          ...thresholds(chart, x),
          ...series.flatMap(({ bars, undecided }) => [bars, ...undecided]),
          ...series.map(({ line }) => line),
          ...series.flatMap(({ points, undecidedEnds }) => [points, ...undecidedEnds]),
        ],
      },
    ],
    // The legend stands with the plot, above the caption.
    resolve: { legend: { stroke: 'independent', shape: 'independent', strokeDash: 'independent' } },
    config: CONFIG,
  }
}

/** Dashed lines up to their labels above the plot, those further left higher, so that no line runs through a label. */
function thresholds<X>({ marks = [] }: Chart, x: X) {
  const rule = { type: 'rule' as const, strokeDash: [5, 4], strokeWidth: 1, color: '#666666' }
  const text = { type: 'text' as const, align: 'left' as const, dx: 4, dy: -2 }
  const fromRight = [...marks].sort((a, b) => b.x - a.x)
  return fromRight.flatMap((mark, row) => {
    const data = { values: [{ ...mark }] }
    const top = { value: -8 - 16 * row }
    return [
      { name: `threshold-${row}`, data, mark: rule, encoding: { x, y: { value: HEIGHT }, y2: top } },
      { data, mark: text, encoding: { x, y: top, text: { field: 'label' } } },
    ]
  })
}

const CONFIG: Config = {
  // The figure is one image with a description; its parts aren't read out one by one.
  aria: false,
  background: 'white',
  font: 'sans-serif',
  // Ticks exactly where the marks are, instead of in the middle of the nearest pixel.
  axis: { tickRound: false, translate: 0, labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal' },
  axisX: { grid: false, format: ',~f', titlePadding: 10 },
  axisY: { format: '.1f', tickCount: 10, titlePadding: 10 },
  legend: {
    orient: 'bottom',
    direction: 'vertical',
    labelFontSize: 12,
    labelLimit: 0,
    labelOffset: 12,
    symbolSize: 144,
    symbolStrokeWidth: 1.6,
  },
  mark: { opacity: 1, strokeWidth: 1.6 },
  scale: { zero: false },
  text: { fontSize: 12, baseline: 'bottom' },
  title: { anchor: 'start', frame: 'bounds', fontSize: 12, lineHeight: 16 },
  view: { stroke: null },
}

/**
 * The text in lines of at most so many characters, broken between words (beside `=` only where there is no other place),
 * and within a word that is longer alone. Vega makes the figure as wide as its texts would be at 0.8 em a character: these lines fit into its usual width.
 */
function lines(text: string, most: number): string[] {
  const upTo = `\\S.{0,${most - 1}}`
  return text.match(new RegExp(`${upTo}(?<!=)(?=\\s(?!=)|$)|${upTo}(?=\\s|$)|\\S{${most}}`, 'gu')) ?? []
}
