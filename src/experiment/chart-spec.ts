import type { Axis, Mark, Spec } from 'vega'
import type { Chart } from './chart.ts'
import { xTitle } from './chart-description.ts'
import { chartLegend } from './chart-legend.ts'
import { barMarks, lineMark, pointMark, seriesData } from './series-marks.ts'
import { seriesStyle } from './series-style.ts'
import { textLines } from './text-lines.ts'
import { LINE_HEIGHT, TEXT, textMark } from './text-mark.ts'
import { placeLabels, type PlacedLabel } from './threshold-labels.ts'
import { logTicks, xDomain } from './x-axis.ts'

/** All in px. */
const WIDTH = 760
const PLOT_HEIGHT = 380
const MARGIN = 20
/** Between the plot's sides and the outermost x. */
const INSET = 24
const TITLE = { size: 15, bold: true }
const AXIS_TITLE = { size: 13 }

/** The chart in the grammar of Vega, every text placed and wrapped so that nothing is cut off at the figure's edge. */
export function chartSpec(chart: Chart): Spec {
  const yLines = textLines(chart.y.label, PLOT_HEIGHT, AXIS_TITLE)
  const left = MARGIN + 44 + yLines.length * LINE_HEIGHT
  const width = WIDTH - left - MARGIN
  const domain = xDomain(chart)
  const place = chart.x.scale === 'log' ? Math.log : Number
  const pxPerUnit = (width - 2 * INSET) / (place(domain[1]) - place(domain[0]))
  const labels = placeLabels(
    chart.marks ?? [],
    (x) => INSET + (place(x) - place(domain[0])) * pxPerUnit,
    width,
    TEXT,
  )
  const labelHeight = Math.max(0, ...labels.map(({ row, lines }) => (row + lines.length) * LINE_HEIGHT))
  const titleLines = textLines(chart.title, WIDTH - 2 * MARGIN, TITLE)
  const titleBottom = -labelHeight - 24
  const top = MARGIN + titleLines.length * 20 - titleBottom

  const xLines = textLines(xTitle(chart.x), width, AXIS_TITLE)
  const fromEdge = MARGIN - left
  const legend = chartLegend(chart, PLOT_HEIGHT + 44 + xLines.length * LINE_HEIGHT, WIDTH - 2 * MARGIN)
  const captionLines = chart.caption.flatMap((line) => textLines(line, WIDTH - 2 * MARGIN, TEXT))

  const bottom = legend.bottom + captionLines.length * LINE_HEIGHT + MARGIN - PLOT_HEIGHT
  const looks = chart.series.map((_, i) => seriesStyle(i, chart.series.length))
  const marks: Mark[] = [
    ...labels.flatMap(thresholdMarks),
    ...looks.flatMap((look, i) => barMarks(i, look)),
    ...looks.map((look, i) => lineMark(i, look)),
    ...looks.map((look, i) => pointMark(i, look)),
    textMark(titleLines, fromEdge, titleBottom - (titleLines.length - 1) * 20, TITLE),
    {
      type: 'group',
      encode: { enter: { x: { value: fromEdge } } },
      marks: [...legend.marks, textMark(captionLines, 0, legend.bottom + 12)].map(hidden),
    },
  ]
  return {
    width,
    height: PLOT_HEIGHT,
    padding: { left, top, right: MARGIN, bottom },
    autosize: 'none',
    background: 'white',
    data: chart.series.flatMap(seriesData),
    scales: [
      { name: 'x', type: chart.x.scale, domain, range: 'width', padding: INSET, zero: false },
      { name: 'y', type: 'linear', domain: [0, 1], range: 'height' },
    ],
    axes: [
      axis({ orient: 'left', scale: 'y', title: yLines, values: TENTHS, format: '.1f', grid: true }),
      axis({ orient: 'bottom', scale: 'x', title: xLines, ...xTicks(chart, domain, pxPerUnit) }),
    ],
    marks: marks.map(hidden),
  }
}

const TENTHS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

function xTicks({ x }: Chart, domain: [number, number], pxPerUnit: number): Partial<Axis> {
  const values = x.scale === 'log' ? logTicks(domain, pxPerUnit * Math.LN10) : undefined
  return values === undefined ? { tickCount: 8, labelOverlap: true } : { values, format: ',~g' }
}

function axis(own: Axis): Axis {
  return {
    ...own,
    aria: false,
    // Exactly where the marks are, instead of in the middle of the nearest pixel.
    tickRound: false,
    translate: 0,
    gridColor: '#e3e3e3',
    domainColor: '#444444',
    tickColor: '#444444',
    labelFont: 'sans-serif',
    labelFontSize: TEXT.size,
    labelColor: '#222222',
    titleFont: 'sans-serif',
    titleFontSize: AXIS_TITLE.size,
    titleFontWeight: 'normal',
    titleLineHeight: LINE_HEIGHT,
    titleColor: '#222222',
    titlePadding: 10,
  }
}

/** A dashed line from the x axis up to its label above the plot. */
function thresholdMarks({ x, lines, left, row }: PlacedLabel, index: number): Mark[] {
  const lowest = -6 - row * LINE_HEIGHT
  return [
    {
      type: 'rule',
      name: `threshold-${index}`,
      encode: {
        enter: {
          x: { scale: 'x', value: x },
          y: { value: PLOT_HEIGHT },
          y2: { value: lowest },
          stroke: { value: '#666666' },
          strokeDash: { value: [5, 4] },
        },
      },
    },
    textMark(lines, left, lowest - 4 - (lines.length - 1) * LINE_HEIGHT),
  ]
}

/** The figure is one image with a description; its parts aren't read out one by one. */
function hidden(mark: Mark): Mark {
  return { ...mark, aria: false }
}
