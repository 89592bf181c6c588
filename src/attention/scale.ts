import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'

/** The factor on the scores: none (1), the usual head scaling 1/√d, or a finite number. */
export type Scale = 'none' | 'inverse-sqrt-width' | number

/** @throws {RangeError} for anything but a scale: a number has to be finite */
export function checkScale(scale: Scale): void {
  if (scale !== 'none' && scale !== 'inverse-sqrt-width' && !Number.isFinite(scale))
    throw new RangeError(
      `there is no scale ${shown(scale)}; give 'none', 'inverse-sqrt-width' or a finite number`,
    )
}

/** A text in quotes, since "1" is not 1. */
const shown = (scale: unknown): string => (typeof scale === 'string' ? `"${scale}"` : String(scale))

/** Scores [n_q, n] of queries and keys of the given width, multiplied by the scale. */
export function scaled(scores: Real, scale: Scale, width: number, x: Recorder): Real {
  if (scale === 'none') return scores
  return scale === 'inverse-sqrt-width' ? scores.div(x.constant(width).sqrt()) : scores.mul(scale)
}
