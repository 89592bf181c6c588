import { lowerLimit, upperLimit } from '../../../statistics/clopper-pearson.ts'
import { predict, type Event, type ProbabilityRange } from '../firing-probability.ts'
import type { Mechanism } from '../mechanisms.ts'
import type { DrawCounts, PointResult } from './results.ts'

interface Limits {
  readonly low: number
  readonly high: number
}

/** A simulated probability: its draws, the share that was seen, an exact confidence band, and what the closed form says. */
export interface Measured extends Limits, DrawCounts {
  readonly share: number
  readonly predicted: ProbabilityRange
}

/** All that a point measured of a network. */
export function measured(
  point: PointResult,
  mechanism: Mechanism,
  confidence: number,
): Readonly<Record<Event, Measured>> {
  const predictions = predict(point.setting, mechanism)
  const of = (event: Event): Measured => {
    const counts = point[mechanism][event]
    const limits = band(counts, point.draws, confidence)
    return { ...counts, share: counts.yes / point.draws, ...limits, predicted: predictions[event] }
  }
  return { onD0: of('onD0'), onD1: of('onD1'), success: of('success') }
}

/**
 * Clopper and Pearson's limits on a probability, at both sides; draws that were left open count as no for the lower
 * limit and as yes for the upper one.
 */
export function band({ yes, open }: DrawCounts, draws: number, confidence: number): Limits {
  const side = 1 - (1 - confidence) / 2
  return { low: lowerLimit(yes, draws, side), high: upperLimit(yes + open, draws, side) }
}
