import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import type { Subject } from '../../../attention/attention.ts'
import type { Probability } from '../../../claim/claim.ts'
import type { CrossAttentionData } from '../cross-attention-data.ts'
import type { Mechanism, SeedSetting } from '../firing-probability.ts'
import type { Ratio } from '../seed-data.ts'

/** A number that the notes on the paper state, with the two ways to find it again. */
export interface StatedFigure {
  readonly what: string
  /** As it is stated. */
  readonly stated: string
  /** A closed form, or an enumeration, rounded as the statement is. */
  readonly formula: { readonly value: number; readonly text: string }
  readonly network:
    | { readonly kind: 'weight'; readonly of: (x: Recorder) => Real }
    | {
        readonly kind: 'frequency'
        readonly setting: SeedSetting
        readonly mechanism: Mechanism
        readonly event: 'onD0' | 'onD1' | 'silent on D_0'
      }
    | {
        readonly kind: 'across'
        readonly data: CrossAttentionData
        readonly subject: Subject
        readonly m: number
        readonly theta: Ratio
      }
    | {
        readonly kind: 'count'
        /** Its event's probability, times a factor, is the number. */
        readonly claim: Probability
        readonly times: number
      }
}

export const fixed = (digits: number) => (value: number) => value.toFixed(digits)
export const scientific = (value: number): string => value.toExponential(2)

export function figure(
  what: string,
  stated: string,
  value: number,
  as: (value: number) => string,
  network: StatedFigure['network'],
): StatedFigure {
  return { what, stated, formula: { value, text: as(value) }, network }
}
