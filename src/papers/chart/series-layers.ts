import type { Chart, Series, SimulatedPoint } from './chart.ts'

/** Colours of Okabe and Ito, "Color Universal Design" (2008), the darker first; shapes and dashes tell as much. */
const LOOKS = [
  { color: '#0072B2', shape: 'circle', dash: [1, 0] },
  { color: '#D55E00', shape: 'square', dash: [8, 4] },
  { color: '#009E73', shape: 'triangle-up', dash: [2, 3] },
  { color: '#000000', shape: 'diamond', dash: [10, 3, 2, 3] },
  { color: '#CC79A7', shape: 'triangle-down', dash: [5, 2] },
  { color: '#E69F00', shape: 'cross', dash: [14, 3, 2, 3, 2, 3] },
]
/** SVG paths: a line in the legend, a dot about as high as its stroke is wide, and an end of an interval. */
const LINE = 'M-2,0H2'
const DOT = 'M-.35,0H.35'
const CROSS = 'M-.6,-.6L.6,.6M-.6,.6L.6,-.6'
/** Two crosses joined, in the legend. */
const INTERVAL = 'M-2,-.6L-.8,.6M-2,.6L-.8,-.6M.8,-.6L2,.6M.8,.6L2,-.6M-1.4,0H1.4'

const isOpen = ({ upTo }: SimulatedPoint): boolean => upTo !== undefined

/**
 * Each series' error bars, closed form, hollow points, and intervals that undecided draws leave. Where series coincide
 * all stay visible: later ones have smaller marks and thinner lines, through whose dashes the earlier ones show. Rows of
 * data are copies, since Vega writes an identity into each object that it is given.
 */
export function seriesLayers<X, Y>(chart: Chart, x: X, y: Y) {
  const labels = labelsOf(chart)
  const legend = chart.series.flatMap(({ name, points, predicted }, i) => [
    { ...LOOKS[i], label: labels.simulated(name), dash: [1, 0] },
    ...(points.some(isOpen)
      ? [{ ...LOOKS[i], label: labels.undecided(name), shape: INTERVAL, dash: [1, 0] }]
      : []),
    ...(predicted.length > 0
      ? [{ ...LOOKS[i], label: labels.closedForm(name), ...predictedLook(chart, i) }]
      : []),
  ])
  const domain = legend.map(({ label }) => label)
  const by = <Range>(range: Range[]) => ({ field: 'label', title: null, scale: { domain, range } })
  const stroke = by(legend.map(({ color }) => color))
  const strokeDash = by(legend.map(({ dash }) => dash))
  const shape = by(legend.map((entry) => entry.shape))
  return chart.series.map((series, i) => {
    const { name, points, predicted } = series
    const later = chart.series.length - 1 - i
    const label = labels.simulated(name)
    const width = 1.5 + 0.7 * later
    const bar = { rule: { strokeWidth: width }, ticks: { size: 6 + 3 * later, thickness: width } }
    const line = { type: 'line' as const, strokeWidth: 1.5 + 0.9 * later }
    const dot = { type: 'point' as const, size: (9 + 5 * later) ** 2, strokeWidth: 2.4 + 1.6 * later }
    const closedForm = { x, y: { ...y, field: 'probability' }, stroke }
    return {
      bars: {
        name: `bars-${i}`,
        data: { values: points.map((point) => ({ ...point, label })) },
        mark: { type: 'errorbar' as const, color: LOOKS[i].color, ...bar },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      line: {
        name: `predicted-${i}`,
        data: { values: predicted.map((point) => ({ ...point, label: labels.closedForm(name) })) },
        ...(chart.predictedAt === undefined
          ? { mark: line, encoding: { ...closedForm, strokeDash } }
          : { mark: dot, encoding: { ...closedForm, shape } }),
      },
      points: {
        name: `points-${i}`,
        data: { values: points.filter((point) => !isOpen(point)).map((point) => ({ ...point, label })) },
        mark: { type: 'point' as const, size: (8 + 3 * later) ** 2 },
        encoding: { x, y: { ...y, field: 'share' }, stroke, shape },
      },
      ...intervals(series, i, later, x, y),
    }
  })
}

const labelsOf = ({ points, predictedAt }: Chart) => ({
  simulated: (name: string) => `${name}: ${points ?? 'simulated share, with its confidence band'}`,
  undecided: (name: string) => `${name}: interval left by undecided draws`,
  closedForm: (name: string) =>
    `${name}: closed form${predictedAt === undefined ? '' : `, at ${predictedAt}`}`,
})

const predictedLook = ({ predictedAt }: Chart, i: number) =>
  predictedAt === undefined ? { shape: LINE, dash: LOOKS[i].dash } : { shape: DOT, dash: [1, 0] }

/** From the share without undecided draws to the share with all of them: a wide bar between two crosses. */
function intervals<X, Y>({ points }: Series, i: number, later: number, x: X, y: Y) {
  const open = points.filter(isOpen)
  if (open.length === 0) return { undecided: [], undecidedEnds: [] }
  const { color } = LOOKS[i]
  const bar = {
    name: `undecided-${i}`,
    data: { values: open.map((point) => ({ ...point })) },
    mark: { type: 'rule' as const, color, strokeWidth: 4 + 3 * later, opacity: 0.35 },
    encoding: { x, y: { ...y, field: 'share' }, y2: { field: 'upTo' } },
  }
  const ends = {
    name: `undecided-ends-${i}`,
    data: { values: open.flatMap(({ x, share, upTo }) => [share, upTo].map((end) => ({ x, end }))) },
    mark: { type: 'point' as const, shape: CROSS, stroke: color, size: (8 + 3 * later) ** 2 },
    encoding: { x, y: { ...y, field: 'end' } },
  }
  return { undecided: [bar], undecidedEnds: [ends] }
}
