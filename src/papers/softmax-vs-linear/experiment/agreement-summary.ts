import Table from 'cli-table3'
import { EVENTS, measured } from './confidence-band.ts'
import type { PointResult, Results } from './results.ts'

/** That some band of a whole run fails to hold a right closed form has at most this probability. */
const FALSE_ALARM = 1e-6

/**
 * How simulation and closed form agree, sweep by sweep, in words. `contradicted` counts the closed form's values that
 * lie outside of bands so wide that all of them together hold with probability 1 - 10^-6.
 */
export function summaryOf(found: Results): { text: string; contradicted: number } {
  const heads = ['sweep', 'points', 'draws', 'left open', 'outside its band', 'contradicted']
  const table = new Table({ head: heads, style: { head: [], border: [] } })
  const all = 6 * found.sweeps.reduce((sum, { points }) => sum + points.length, 0)
  let contradicted = 0
  for (const { name, points } of found.sweeps) {
    const open = points.flatMap((point) =>
      (['exp', 'lin'] as const).flatMap((mechanism) => EVENTS.map((event) => point[mechanism][event].open)),
    )
    const missed = outside(points, found.confidence)
    const surely = outside(points, 1 - FALSE_ALARM / all)
    contradicted += surely
    const draws = points.reduce((sum, point) => sum + point.draws, 0)
    table.push([name, points.length, draws, open.reduce((a, b) => a + b, 0), missed, surely])
  }
  const expected = (all * (1 - found.confidence)).toPrecision(2)
  return {
    text: `${table.toString()}\n${found.label}: ${found.source}.\nOf ${all} bands of ${100 * found.confidence} % each about ${expected} miss by chance.`,
    contradicted,
  }
}

/** How many predictions lie outside of their bands. */
function outside(points: readonly PointResult[], confidence: number): number {
  let missed = 0
  for (const point of points)
    for (const mechanism of ['exp', 'lin'] as const)
      for (const event of EVENTS) {
        const { low, high, predicted } = measured(point, mechanism, event, confidence)
        if (predicted[1] < low || predicted[0] > high) missed++
      }
  return missed
}
