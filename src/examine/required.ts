import type { ExaminedEvidence } from '../evidence/schema.ts'

type Rows = Pick<ExaminedEvidence, 'properties' | 'implementation'>

/**
 * Whether what is required holds. A claim does when it is not refuted of the definition, and rounding explains each case in
 * which the returned numbers do not satisfy it; a property of implementations, when rounding explains each difference. What
 * does not fit the attention does not hold.
 */
export const requiredOf = (required: readonly string[], rows: Rows): ExaminedEvidence['required'] =>
  required.map((property) => ({ property, holds: holds(property, rows) }))

function holds(id: string, { properties, implementation }: Rows): boolean | 'undecided' {
  const own = implementation.find(({ property }) => property === id)
  // What could not be tried, or does not apply, is not known to fail.
  if (own) return own.holds === true || negated(own.beyondRounding ?? 'undecided')
  const row = properties.find(({ claim }) => claim === id)
  return row?.reals ? claimHolds({ ...row, reals: row.reals }) : 'undecided'
}

/** Whether an attention has the property that a claim states. */
export function claimHolds({
  reals: { status },
  beyondRounding,
}: Pick<ExaminedEvidence['properties'][number], 'beyondRounding'> & {
  readonly reals: { readonly status: string }
}): boolean | 'undecided' {
  if (status === 'refuted' || beyondRounding === true) return false
  const known = ['supported', 'proved', 'certified', 'consistent'].includes(status)
  return known && beyondRounding === false ? true : 'undecided'
}

const negated = (truth: boolean | 'undecided'): boolean | 'undecided' =>
  truth === 'undecided' ? truth : !truth
