/**
 * What a file and its certificates may ask for, looked at before it is computed: the limit, and of what it is.
 * docs/audit.md says how far default evidence stays below. `ci/audit-certificates.py` has the same table; `tails` it
 * has no use for.
 */
export const LIMITS = {
  bytes: [64e6, 'bytes'],
  nesting: [500, 'lists and objects within each other'],
  parts: [4e6, 'values'],
  text: [1e6, 'characters in a text'],
  digits: [2500, 'characters in a number'],
  claims: [3000, 'claims'],
  claimParts: [500e3, 'values in a claim or beside the claims'],
  certificates: [7000, 'certificates'],
  steps: [20e3, 'steps'],
  statements: [5e3, 'comparisons and connectives'],
  axes: [300, 'axes'],
  extent: [200e3, 'entries along an axis'],
  array: [220e3, 'numbers and lists in an array'],
  numbers: [600e3, 'numbers and lists in all arrays'],
  bits: [1e6, 'bits in a number, by the products that make it'],
  operations: [4e6, 'operations on numbers'],
  tails: [1e6, 'terms of binomial sums'],
  work: [10e6, 'operations on numbers of 192 bits'],
} as const satisfies Record<string, readonly [limit: number, of: string]>

export type LimitName = keyof typeof LIMITS
export type Limits = Readonly<Record<LimitName, number>>
/** The limits, raised by a factor. */
export const limitsTimes = (factor: number): Limits =>
  Object.fromEntries(Object.entries(LIMITS).map(([name, [limit]]) => [name, factor * limit])) as Limits

/** More is asked for than a limit; the message is a sentence without its subject. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit'
  constructor(name: LimitName, found: number | string, limit: number) {
    const asked = typeof found === 'number' ? Math.ceil(found) : found
    super(
      `asks for ${asked} ${LIMITS[name][1]}; the limit "${name}" is ${limit}, and --work N makes it N-fold`,
    )
  }
}
/** @throws {OverLimit} when there are more than the limit */
export function demandWithin(limits: Limits, name: LimitName, found: number): void {
  if (!(found <= limits[name])) throw new OverLimit(name, found, limits[name])
}

/** The budget that what is computed now is taken from: one certificate is judged at a time. */
let current: Budget | undefined
/** Takes from the budget, before it is done. @throws {OverLimit} when it is used up */
export function spend(work: number): void {
  if (current) current.spend(work)
}
/** Work that may be done. */
export class Budget {
  /** Below 0 once more was asked for. */
  left: number
  constructor(readonly limit: number) {
    this.left = limit
  }
  spend(work: number): void {
    this.left -= work
    if (!(this.left >= 0)) throw new OverLimit('work', `more than ${this.limit}`, this.limit)
  }
}
/** Computes something that takes its work from this budget. */
export function within<R>(budget: Budget, compute: () => R): R {
  const before = current
  current = budget
  try {
    return compute()
  } finally {
    current = before
  }
}
