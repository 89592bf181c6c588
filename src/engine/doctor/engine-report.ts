import type { EngineFacts } from '../engine.ts'
import type { PrecisionProfile } from '../profile.ts'

/** What a started engine does with the standard batches. */
export interface StandardSpeed {
  /** Cases a second: softmax's row order of 16 keys of width 8, judged with the static bound, 4096 at a time. */
  readonly judged: number
  /** Attention evaluations a second of 128 tokens of width 64, 64 at a time, values alone. */
  readonly attention: number
}

/** What `assay doctor` says of one engine. */
export type EngineReport =
  | ({
      readonly name: string
      readonly works: true
      readonly startSeconds: number
      readonly profile: PrecisionProfile
      readonly speed: StandardSpeed
    } & EngineFacts)
  | { readonly name: string; readonly works: false; readonly why: string; readonly remedy?: string }
