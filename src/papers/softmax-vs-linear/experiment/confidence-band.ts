import { lowerLimit, upperLimit } from '../../../statistics/clopper-pearson.ts'
import { predict, type ProbabilityRange } from '../firing-probability.ts'
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
  { setting, draws, ...counts }: PointResult,
  mechanism: Mechanism,
  confidence: number,
): Readonly<Record<'onD0' | 'onD1' | 'success', Measured>> {
  const { fires, success } = predict(setting, mechanism)
  const beside = (counted: DrawCounts, predicted: ProbabilityRange): Measured => ({
    ...counted,
    share: counted.yes / draws,
    ...band(counted, draws, confidence),
    predicted,
  })
  const { onD0, onD1, success: both } = counts[mechanism]
  return { onD0: beside(onD0, fires[0]), onD1: beside(onD1, fires[1]), success: beside(both, success) }
}

/**
 * Clopper and Pearson's limits on a probability, at both sides; draws that were left open count as no for the lower
 * limit and as yes for the upper one.
 */
export function band({ yes, open }: DrawCounts, draws: number, confidence: number): Limits {
  const side = 1 - (1 - confidence) / 2
  return { low: lowerLimit(yes, draws, side), high: upperLimit(yes + open, draws, side) }
}
