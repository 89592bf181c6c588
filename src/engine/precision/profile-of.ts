import type { EngineFacts } from '../engine.ts'
import type { EngineEntry } from '../entry.ts'
import type { TensorFunctions } from '../tensor-operation.ts'
import { profileNotes } from './describe.ts'
import { measurePrecision, profileFrom } from './measure.ts'
import { blindWatchers } from './watchers.ts'
import { cachedPrecision, profileKey, type PrecisionOptions } from './profile-cache.ts'

/**
 * The precision of the current backend of TensorFlow.js, from the cache where it returns the same numbers as then, else
 * measured now; what the user should know of it;
 * and whether the operations on which the running bound relies let no NaN and no infinity disappear.
 */
export async function precisionOf(
  tf: TensorFunctions,
  { name, stated }: EngineEntry,
  facts: EngineFacts,
  steady: boolean,
  options: PrecisionOptions = {},
) {
  const measure = () => measurePrecision(tf, stated, options)
  const { found, note } = steady
    ? await cachedPrecision(name, profileKey(name, facts, stated), options, measure)
    : { found: await measure(), note: undefined }
  const profile = profileFrom(stated, found)
  return {
    profile,
    notes: [...profileNotes(profile), ...(note === undefined ? [] : [note])],
    runningBound: blindWatchers(found.nonFinite).length === 0,
  }
}
