/**
 * Returns the limit. Where what was measured is worse, it keeps a sentence about that, and returns the estimate. Limits
 * that are worse when they are smaller come and go with a minus.
 */
export type Worse = (
  limit: number,
  measured: number,
  say: (limit: number) => string | undefined,
  estimate?: number,
) => number

/** @param sentences where it keeps them */
export const worseOf =
  (sentences: string[]): Worse =>
  (limit, measured, say, estimate = measured) => {
    if (measured <= limit) return limit
    const sentence = say(estimate)
    if (sentence !== undefined) sentences.push(`${sentence}: bounds are wider`)
    return estimate
  }
