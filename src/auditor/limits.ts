/**
 * What a file and its certificates may ask for, looked at before it is computed. Default evidence stays a hundredfold
 * below (docs/certificates.md has the measurements). `ci/audit-certificates.py` has the same table.
 */
export const LIMITS = {
  bytes: [64e6, 'bytes in the file'],
  nesting: [500, 'lists and objects within each other'],
  parts: [4e6, 'values in the file'],
  list: [2e5, 'entries in one list or object'],
  text: [2e6, 'characters in one text'],
  digits: [2000, 'characters in one number'],
  claims: [3000, 'claims'],
  certificates: [20e3, 'certificates'],
  steps: [10e3, 'steps'],
  statements: [5e3, 'comparisons and connectives'],
  axes: [300, 'axes of an array'],
  extent: [20e3, 'entries along an axis'],
  array: [50e3, 'numbers in an array'],
  numbers: [200e3, 'numbers in all its arrays'],
  bits: [1e6, 'bits of a number that its products make'],
  operations: [1e6, 'operations on numbers'],
  work: [1e7, 'operations on 192 bits'],
} as const satisfies Record<string, readonly [limit: number, of: string]>

export type Limits = Readonly<Record<keyof typeof LIMITS, number>>
/** The limits, raised by a factor. */
export const limitsTimes = (factor: number): Limits =>
  Object.fromEntries(Object.entries(LIMITS).map(([name, [limit]]) => [name, factor * limit])) as Limits

/** What is asked for is more than a limit. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit'
}
/** @throws {OverLimit} when there are more than the limit */
export function demandWithin(limits: Limits, name: keyof typeof LIMITS, found: number): void {
  if (!(found <= limits[name])) throw new OverLimit(`${overLimit(name, found, limits[name])}`)
}
/** A sentence without its subject. */
export const overLimit = (name: keyof typeof LIMITS, found: number, limit: number): string =>
  `asks for ${found} ${LIMITS[name][1]}; the limit "${name}" is ${limit}, and --work N makes all limits N-fold`

/** What is left of the work of the certificate that is judged; one at a time is. */
const budget = { left: Infinity, limit: Infinity }
export function allow(work: number): void {
  Object.assign(budget, { left: work, limit: work })
}
/** @throws {OverLimit} before more is done than is allowed */
export function spend(work: number): void {
  budget.left -= work
  if (!(budget.left >= 0)) throw new OverLimit(overLimit('work', Math.ceil(budget.limit - budget.left), budget.limit))
}
export const spent = (): number => budget.limit - budget.left
