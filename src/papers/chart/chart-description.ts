import type { Chart, Series } from './chart.ts'

/** All that the figure shows, in words and rounded numbers, for those who can't see it. */
export function describeChart(chart: Chart): string {
  const scale = chart.x.scale === 'log' ? ', on a logarithmic scale' : ''
  return [
    `${chart.y.label} ${ends(chart.y)} against ${chart.x.label}${scale}.`,
    ...chart.series.map((series) => describeSeries(series, chart)),
    ...(chart.marks ?? []).map(({ x, label }) => `A dashed line at x = ${x}: ${label}.`),
    ...chart.caption,
  ].join('\n')
}

const ends = ({ range: [from, to] = [0, 1], scale }: Chart['y']): string =>
  scale === 'log' ? 'on a logarithmic scale' : `from ${from} to ${to}`

function describeSeries(
  { name, points, predicted }: Series,
  { points: what = 'simulated share (with its confidence band)', predictedAt }: Chart,
): string {
  const simulated = [...points]
    .sort((a, b) => a.x - b.x)
    .map(({ x, share, upTo, low, high }) => {
      const open = upTo === undefined ? '' : ` to ${short(upTo)}, as undecided draws are counted`
      return `${short(share)}${open} (${short(low)} to ${short(high)}) at x = ${x}`
    })
  const ends = [predicted.at(0), predicted.at(-1)]
  const formula = ends.flatMap((end) => (end ? [`${short(end.probability)} at x = ${end.x}`] : []))
  const closed =
    formula.length === 0
      ? ''
      : ` Closed form${predictedAt === undefined ? '' : `, at ${predictedAt}`}: from ${formula.join(' to ')}.`
  return `${name}: ${what} ${simulated.join(', ')}.${closed}`
}

const short = (probability: number): string => String(Number(probability.toPrecision(3)))
