/** A fraction of integers, taken exactly: numerator, denominator. */
export type Ratio = readonly [number, number]

/** A number of at most three decimals. */
export const decimal = (value: number): Ratio => [Math.round(1000 * value), 1000]

/** What both kinds of data sets obey. */
interface NeedleParameters {
  readonly n: number
  readonly a: Ratio
  readonly needle: number
}
type Constraint = readonly [holds: boolean, said: string]

export const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least
export const isSize = ([numerator, denominator]: Ratio): boolean =>
  numerator / denominator >= 0 && numerator / denominator < Infinity

/** The needle's size, and its row among n. */
export const needleConstraints = ({ n, a, needle }: NeedleParameters): readonly Constraint[] => [
  [isSize(a), `a ≥ 0, a = ${a.join('/')}`],
  [isWhole(needle, 0) && needle < n, `the needle's row is 0 … n - 1, got ${needle}`],
]

/** @throws {RangeError} naming the first of the constraints that does not hold */
export function demand(data: string, constraints: readonly Constraint[]): void {
  const broken = constraints.find(([holds]) => !holds)
  if (broken) throw new RangeError(`inadmissible ${data}: ${broken[1]}`)
}
