/** Numbers of one digit that somebody is likely to write. */
const LIKELY = /^-?[0.]*[125][0.]*(e[+-]?\d+)?$/

/** The number of fewest decimal digits between two, which a parameter that somebody wrote down most likely is. */
export function nearestNice(low: number, high: number): number {
  const middle = (low + high) / 2
  for (let digits = 1; digits <= 15; digits++) {
    const candidate = Number(middle.toPrecision(digits))
    if (digits === 1 && !LIKELY.test(String(candidate))) continue
    if (candidate >= low && candidate <= high) return candidate
  }
  return middle
}
