import Table from 'cli-table3'
import { BOTH } from '../mechanisms.ts'
import { measured, type Measured } from './confidence-band.ts'
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
    const events = eventsOf(points, found.confidence)
    const surely = eventsOf(points, 1 - FALSE_ALARM / all).filter(missed).length
    contradicted += surely
    const draws = points.reduce((sum, point) => sum + point.draws, 0)
    const open = events.reduce((sum, event) => sum + event.open, 0)
    table.push([name, points.length, draws, open, events.filter(missed).length, surely])
  }
  const expected = (all * (1 - found.confidence)).toPrecision(2)
  return {
    text: `${table.toString()}\n${found.label}: ${found.source}.\nOf ${all} bands of ${100 * found.confidence} % each about ${expected} miss by chance.`,
    contradicted,
  }
}

const eventsOf = (points: readonly PointResult[], confidence: number) =>
  points.flatMap((point) =>
    BOTH.flatMap((mechanism) => Object.values(measured(point, mechanism, confidence))),
  )

/** Whether the closed form lies outside of its band. */
const missed = ({ low, high, predicted }: Measured): boolean => predicted[1] < low || predicted[0] > high
