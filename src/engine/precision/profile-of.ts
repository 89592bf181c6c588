import type { EngineFacts } from '../engine.ts'
import type { EngineEntry } from '../entry.ts'
import type { TensorFunctions } from '../tensor-operation.ts'
import { profileNotes } from './describe.ts'
import { measurePrecision, profileFrom } from './measure.ts'
import { blindWatchers } from './watchers.ts'
import { cachedPrecision, profileKey, type PrecisionOptions } from './profile-cache.ts'

/**
 * The precision of the current backend of TensorFlow.js, from the cache or measured now; what the user should know of it;
 * and whether the operations on which the running bound relies let no NaN and no infinity disappear.
 */
export async function precisionOf(
  tf: TensorFunctions,
  { name, stated }: EngineEntry,
  facts: EngineFacts,
  options: PrecisionOptions = {},
) {
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
