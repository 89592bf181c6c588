import type { EngineFacts } from '../engine.ts'
import type { EngineEntry } from '../entry.ts'
import type { PrecisionProfile } from '../profile.ts'
import type { TensorFunctions } from '../tensor-operation.ts'
import { profileNotes } from './describe.ts'
import { measurePrecision, profileFrom } from './measure.ts'
import { blindWatchers } from './non-finite.ts'
import { cachedPrecision, profileKey, type PrecisionOptions } from './profile-cache.ts'

/** A started engine's precision, and what follows from it. */
export interface Precision {
  readonly profile: PrecisionProfile
  /** What the user should know. */
  readonly notes: readonly string[]
  /** Whether the operations on which the running bound relies let no NaN and no infinity disappear. */
  readonly runningBound: boolean
}

/** The precision of the current backend of TensorFlow.js, from the cache or measured now. */
export async function precisionOf(
  tf: TensorFunctions,
  { name, stated }: EngineEntry,
  facts: EngineFacts,
  options: PrecisionOptions = {},
): Promise<Precision> {
  const key = profileKey(name, facts, stated)
  const { found, note } = await cachedPrecision(name, key, options, () =>
    measurePrecision(tf, stated, options),
  )
  const profile = profileFrom(stated, found)
  return {
    profile,
    notes: [...profileNotes(profile), ...(note === undefined ? [] : [note])],
    runningBound: blindWatchers(found.nonFinite).length === 0,
  }
}
