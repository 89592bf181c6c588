/** Numbers of one digit that somebody is likely to write. */
const LIKELY = /^-?[0.]*[125][0.]*(e[+-]?\d+)?$/

/**
 * Numbers between two, those of few decimal digits first, which a parameter that somebody wrote down most likely is; at last
 * the one in the middle.
 */
export function* niceNumbers(low: number, high: number): Generator<number> {
  const middle = (low + high) / 2
  for (let digits = 1; digits <= 12; digits++) {
    const candidate = Number(middle.toPrecision(digits))
    if (digits === 1 && !LIKELY.test(String(candidate))) continue
    if (candidate >= low && candidate <= high) yield candidate
  }
  yield middle
}
