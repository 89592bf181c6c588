/** What something costs, in milliseconds. */
export interface Cost {
  /** What of it is left to do. */
  readonly left: number
  /** All of it; 0 where that is not known. */
  readonly whole: number
}

/** Costs are known roughly: nothing gets less than this part of what all get in the mean. */
const LEAST = 0.1

/**
 * Shares out a time. What is left to do of each gets the same part of its cost, and at most all of it; what time remains
 * then is shared out by the whole costs, to do more. Of unknown costs it is assumed that they are as those in the mean.
 *
 * @returns a time for each, which together are `time`
 */
export function sharedOut(time: number, costs: readonly Cost[]): number[] {
  const known = costs.filter(({ whole }) => whole > 0)
  const mean = known.length > 0 ? sum(known.map(({ whole }) => whole)) / known.length : 1
  const assumed = costs.map((cost) => (cost.whole > 0 ? cost : { left: mean, whole: mean }))
  const left = sum(assumed.map((cost) => cost.left))
  const whole = sum(assumed.map((cost) => cost.whole))
  const part = left > 0 ? Math.min(1, time / left) : 0
  const more = Math.max(0, time - part * left)
  const least = (LEAST * time) / costs.length
  return assumed.map((cost) => least + (1 - LEAST) * (part * cost.left + more * (cost.whole / whole)))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
