/** What each of some rounds measures; one before them, round 0, warms up. */
export async function measuredRounds<T>(
  rounds: number,
  measure: (round: number) => Promise<T>,
): Promise<T[]> {
  await measure(0)
  const measured: T[] = []
  for (let round = 1; round <= rounds; round++) measured.push(await measure(round))
  return measured
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
