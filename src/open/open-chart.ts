import type { Chart } from '../papers/chart/chart.ts'
import type { OpenHypothesis } from './hypothesis.ts'
import { limitsOf, unitsOf } from './limits.ts'
import type { OpenResults } from './results.ts'

/** The file's name of a figure. */
export const openChartFile = (id: string, figure: string): string => `${id}-${figure}.svg`

/** What was measured, with its limits, and what formulas say. */
export function openChart(hypothesis: OpenHypothesis, found: OpenResults, name: string): Chart {
  const figure = hypothesis.figures.find((one) => one.name === name)
  const results = found.figures.find((one) => one.name === name)
  if (!figure || !results)
    throw new RangeError(`${found.id} has no figure "${name}"; run its experiment again`)
  const { title, measured, x, y, marks } = figure
  const counted = results.series.some(({ points }) => points.some((point) => 'draws' in point))
  const how = counted
    ? `exact ${100 * found.confidence} % bands; engine ${found.engine.name}, seed ${found.seed}`
    : 'enclosures, which are narrower than the marks where no bar is seen'
  return {
    title: `${hypothesis.number} (exploratory): ${title}`,
    caption: [`${measured} Marks: ${how}.`, 'exploratory: first numbers of an open hypothesis, no claim.'],
    ...{ x, y },
    points: counted ? 'measured, with its confidence band' : 'enclosed',
    ...(marks && { marks }),
    series: figure.series.map(({ name, at, formula }) => ({
      name,
      points: (results.series.find((one) => one.name === name)?.points ?? []).map((point) => {
        const { x, value, upTo, low, high } = limitsOf(point, unitsOf(figure, name), found.confidence)
        return { x, share: value, low, high, ...(upTo !== undefined && { upTo }) }
      }),
      predicted: formula ? at.map((x) => ({ x, probability: formula(x) })) : [],
    })),
  }
}
