import { lowerLimit, upperLimit } from '../../../statistics/clopper-pearson.ts'
import { predict, type Mechanism, type ProbabilityRange } from '../firing-probability.ts'
import type { PointResult, DrawCounts } from './results.ts'

export const EVENTS = ['onD0', 'onD1', 'success'] as const
type Event = (typeof EVENTS)[number]

/** A simulated probability: the share that was seen, an exact confidence band, and what the closed form says. */
interface Measured {
  readonly share: number
  readonly low: number
  readonly high: number
  readonly predicted: ProbabilityRange
}

/**
 * Clopper and Pearson's limits at both sides; draws that were left open count as no for the lower limit and as yes for
 * the upper one.
 */
export function measured(
  point: PointResult,
  mechanism: Mechanism,
  event: Event,
  confidence: number,
): Measured {
  const { yes, open } = point[mechanism][event]
  const { fires, success } = predict(point.setting, mechanism)
  return {
    share: yes / point.draws,
    ...band({ yes, open }, point.draws, confidence),
    predicted: event === 'success' ? success : fires[event === 'onD0' ? 0 : 1],
  }
}

/** Exact two-sided limits on a probability. */
export function band(
  { yes, open }: DrawCounts,
  draws: number,
  confidence: number,
): { low: number; high: number } {
  const side = 1 - (1 - confidence) / 2
  return { low: lowerLimit(yes, draws, side), high: upperLimit(yes + open, draws, side) }
}
