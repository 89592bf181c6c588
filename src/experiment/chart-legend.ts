import type { Mark } from 'vega'
import type { Chart } from './chart.ts'
import { seriesStyle, STROKE, type SeriesStyle } from './series-style.ts'
import { textLines, textWidth } from './text-lines.ts'
import { LINE_HEIGHT, TEXT, textMark } from './text-mark.ts'

const SAMPLE = 52
const GAP = 26

interface Entry {
  readonly text: string
  readonly style: SeriesStyle
  readonly simulated: boolean
  readonly predicted: boolean
}

/**
 * The legend's marks from (0, `top`) on, over `width` px, and where it ends: one entry a series, then what marks with
 * bars and what lines mean.
 */
export function chartLegend(chart: Chart, top: number, width: number): { marks: Mark[]; bottom: number } {
  const series = chart.series.map(({ name, predicted }, i) => {
    const style = seriesStyle(i, chart.series.length)
    return { text: name, style, simulated: true, predicted: predicted.length > 0 }
  })
  const style = { ...seriesStyle(0, 1), color: '#555555' }
  const key = [
    {
      text: chart.points ?? 'simulated share, with its confidence band',
      style,
      simulated: true,
      predicted: false,
    },
  ]
  if (series.some(({ predicted }) => predicted))
    key.push({ text: 'closed form (line)', style, simulated: false, predicted: true })
  const upper = rows(series, top, width)
  const lower = rows(key, upper.bottom, width)
  return { marks: [...upper.marks, ...lower.marks], bottom: lower.bottom }
}

/** Entries side by side, on a new row when one has no room. */
function rows(entries: readonly Entry[], top: number, width: number): { marks: Mark[]; bottom: number } {
  const marks: Mark[] = []
  let left = 0
  let y = top
  let deep = 0
  for (const entry of entries) {
    const lines = textLines(entry.text, width - SAMPLE, TEXT)
    const long = SAMPLE + Math.max(...lines.map((line) => textWidth(line, TEXT)))
    if (left > 0 && left + long > width) {
      y += deep
      left = 0
      deep = 0
    }
    marks.push(...sample(entry, left, y + 4), textMark(lines, left + SAMPLE, y + 8))
    left += long + GAP
    deep = Math.max(deep, lines.length * LINE_HEIGHT + 10)
  }
  return { marks, bottom: y + deep }
}

/** How an entry's points and prediction look, 44 px wide, around height `y`. */
function sample({ style, simulated, predicted }: Entry, left: number, y: number): Mark[] {
  const { color, barWidth, cap, dash, lineWidth, shape, side } = style
  const middle = left + 22
  const rule = (
    x: number,
    x2: number,
    y1: number,
    y2: number,
    width: number,
    dashes: readonly number[] = [],
  ): Mark => ({
    type: 'rule',
    encode: {
      enter: {
        x: { value: x },
        x2: { value: x2 },
        y: { value: y1 },
        y2: { value: y2 },
        stroke: { value: color },
        strokeWidth: { value: width },
        strokeDash: { value: [...dashes] },
      },
    },
  })
  const capAt = (at: number): Mark => rule(middle - cap / 2, middle + cap / 2, at, at, barWidth)
  const point: Mark = {
    type: 'symbol',
    encode: {
      enter: {
        x: { value: middle },
        y: { value: y },
        shape: { value: shape },
        size: { value: side ** 2 },
        stroke: { value: color },
        strokeWidth: { value: STROKE },
      },
    },
  }
  return [
    ...(simulated
      ? [rule(middle, middle, y - 10, y + 10, barWidth, dash), capAt(y - 10), capAt(y + 10)]
      : []),
    ...(predicted ? [rule(left, left + 44, y, y, lineWidth, dash)] : []),
    ...(simulated ? [point] : []),
  ]
}
