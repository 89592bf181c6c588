/** The number of fewest decimal digits between two, which a parameter that somebody wrote down most likely is. */
export function nearestNice(low: number, high: number): number {
  const middle = (low + high) / 2
  for (let digits = 1; digits <= 15; digits++) {
    const candidate = Number(middle.toPrecision(digits))
    if (candidate >= low && candidate <= high) return candidate
  }
  return middle
}
