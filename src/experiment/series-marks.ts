import type { Data, Mark, NumericValueRef } from 'vega'
import type { Series } from './chart.ts'
import { STROKE, type SeriesStyle } from './series-style.ts'

/**
 * A series' table of points and of its prediction, under names that only its place in the chart makes. Copies, because
 * Vega writes an identity into each object that it is given.
 */
export function seriesData({ points, predicted }: Series, index: number): Data[] {
  return [
    {
      name: `simulated-${index}`,
      values: points.map(({ x, share, low, high }) => ({ x, share, low, high })),
    },
    { name: `formula-${index}`, values: predicted.map(({ x, probability }) => ({ x, probability })) },
  ]
}

/** Error bars with caps; on the scales `x` and `y`, as all marks here. */
export function barMarks(index: number, { color, dash, barWidth, cap }: SeriesStyle): Mark[] {
  const stroke = { stroke: { value: color }, strokeWidth: { value: barWidth } }
  const capAt = (end: 'low' | 'high'): Mark => ({
    type: 'rule',
    name: `caps-${end}-${index}`,
    from: { data: `simulated-${index}` },
    encode: {
      enter: {
        x: { ...place('x', 'x'), offset: -cap / 2 },
        x2: { ...place('x', 'x'), offset: cap / 2 },
        y: place('y', end),
        ...stroke,
      },
    },
  })
  const bar: Mark = {
    type: 'rule',
    name: `bars-${index}`,
    from: { data: `simulated-${index}` },
    encode: {
      enter: {
        x: place('x', 'x'),
        y: place('y', 'low'),
        y2: place('y', 'high'),
        ...stroke,
        strokeDash: { value: [...dash] },
      },
    },
  }
  return [bar, capAt('low'), capAt('high')]
}

export function lineMark(index: number, { color, dash, lineWidth }: SeriesStyle): Mark {
  return {
    type: 'line',
    name: `predicted-${index}`,
    from: { data: `formula-${index}` },
    encode: {
      enter: {
        x: place('x', 'x'),
        y: place('y', 'probability'),
        stroke: { value: color },
        strokeWidth: { value: lineWidth },
        strokeDash: { value: [...dash] },
      },
    },
  }
}

/** Hollow: what lies below stays visible. */
export function pointMark(index: number, { color, shape, side }: SeriesStyle): Mark {
  return {
    type: 'symbol',
    name: `points-${index}`,
    from: { data: `simulated-${index}` },
    encode: {
      enter: {
        x: place('x', 'x'),
        y: place('y', 'share'),
        shape: { value: shape },
        size: { value: side ** 2 },
        stroke: { value: color },
        strokeWidth: { value: STROKE },
      },
    },
  }
}

function place(scale: 'x' | 'y', field: string): NumericValueRef & object {
  return { scale, field }
}
