import type { Chart } from './chart.ts'

/** Colours of Okabe and Ito, "Color Universal Design" (2008), the darker first; shapes and dashes tell as much. */
const LOOKS = [
  { color: '#0072B2', shape: 'circle', dash: [1, 0] },
  { color: '#D55E00', shape: 'square', dash: [8, 4] },
  { color: '#009E73', shape: 'triangle-up', dash: [2, 3] },
  { color: '#000000', shape: 'diamond', dash: [10, 3, 2, 3] },
  { color: '#CC79A7', shape: 'triangle-down', dash: [5, 2] },
  { color: '#E69F00', shape: 'cross', dash: [14, 3, 2, 3, 2, 3] },
]
/** How a line looks in the legend, as an SVG path. */
const LINE = 'M-2,0H2'

/**
 * Each series' error bars, closed form and hollow points. Where series coincide all stay visible: later ones have
 * smaller marks and thinner lines, through whose dashes the earlier ones show. Rows of data are copies, since Vega
 * writes an identity into each object that it is given.
 */
export function seriesLayers<X, Y>(chart: Chart, x: X, y: Y) {
  const simulated = (name: string): string =>
    `${name}: ${chart.points ?? 'simulated share, with its confidence band'}`
  const closedForm = (name: string): string => `${name}: closed form`
  const legend = chart.series.flatMap(({ name, predicted }, i) => [
    { ...LOOKS[i], label: simulated(name), dash: [1, 0] },
    ...(predicted.length > 0 ? [{ ...LOOKS[i], label: closedForm(name), shape: LINE }] : []),
  ])
  const domain = legend.map(({ label }) => label)
  const by = <Range>(range: Range[]) => ({ field: 'label', title: null, scale: { domain, range } })
  const stroke = by(legend.map(({ color }) => color))
  const strokeDash = by(legend.map(({ dash }) => dash))
  const shape = by(legend.map((entry) => entry.shape))
  return chart.series.map(({ name, points, predicted }, i) => {
    const { color } = LOOKS[i]
    const later = chart.series.length - 1 - i
    const width = 1.5 + 0.7 * later
    const data = { values: points.map((point) => ({ ...point, label: simulated(name) })) }
    const bar = { rule: { strokeWidth: width }, ticks: { size: 6 + 3 * later, thickness: width } }
    return {
      bars: {
        name: `bars-${i}`,
        data,
        mark: { type: 'errorbar' as const, color, ...bar },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      line: {
        name: `predicted-${i}`,
        data: { values: predicted.map((point) => ({ ...point, label: closedForm(name) })) },
        mark: { type: 'line' as const, strokeWidth: 1.5 + 0.9 * later },
        encoding: { x, y: { ...y, field: 'probability' }, stroke, strokeDash },
      },
      points: {
        name: `points-${i}`,
        data,
        mark: { type: 'point' as const, size: (8 + 3 * later) ** 2 },
        encoding: { x, y: { ...y, field: 'share' }, stroke, shape },
      },
    }
  })
}
