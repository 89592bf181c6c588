/** A fraction of integers, taken exactly: numerator, denominator. */
export type Ratio = readonly [number, number]

/** A number of at most three decimals. */
export const decimal = (value: number): Ratio => [Math.round(1000 * value), 1000]

/** Whether a constraint holds, and what it says of the parameters at hand. */
export type Constraint = readonly [holds: boolean, said: string]

export const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least
export const isSize = ([numerator, denominator]: Ratio): boolean =>
  numerator / denominator >= 0 && numerator / denominator < Infinity

/** The needle's size, and its row among n. */
export const needleConstraints = (data: {
  readonly n: number
  readonly a: Ratio
  readonly needle: number
}): readonly Constraint[] => [
  [isSize(data.a), `a ≥ 0, a = ${data.a.join('/')}`],
  [isWhole(data.needle, 0) && data.needle < data.n, `the needle's row is 0 … n - 1, got ${data.needle}`],
]

/** The first of the constraints that does not hold. */
export const broken = (constraints: readonly Constraint[]): string | undefined =>
  constraints.find(([holds]) => !holds)?.[1]

/** @throws {RangeError} naming the first of the constraints that does not hold */
export function demand(data: string, constraints: readonly Constraint[]): void {
  const constraint = broken(constraints)
  if (constraint !== undefined) throw new RangeError(`inadmissible ${data}: ${constraint}`)
}
