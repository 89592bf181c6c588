import type { FoundPrecision } from './found.ts'

/**
 * Operations on which the running bound relies to see a NaN or an infinity. Where one of them loses it, that bound
 * must not be used.
 */
const WATCHERS = ['abs', 'mul', 'add', 'sub', 'sum', 'less', 'lessEqual', 'greater']

/** The watchers that lose a NaN or an infinity. */
export const blindWatchers = (found: FoundPrecision['nonFinite']): string[] =>
  Object.entries(found)
    .filter(([name, { nan, infinity }]) => {
      const operation = name.split(/[ ,]/)[0]
      return WATCHERS.includes(operation) && (nan === 'lost' || infinity === 'lost')
    })
    .map(([name]) => name)
