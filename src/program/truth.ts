/**
 * The truth of an atom in an arithmetic that knows when it does not know.
 *
 * `Undecided` says nothing. `Consistent` arises only from an equality whose two enclosures overlap in a finite
 * width: nothing contradicts it, nothing confirms it. The numbers are ordered, so that Kleene's strong
 * connectives are `min` and `max`.
 */
export const Truth = { False: 0, Undecided: 1, Consistent: 2, True: 3 } as const
export type Truth = (typeof Truth)[keyof typeof Truth]

const NEGATION: readonly Truth[] = [Truth.True, Truth.Undecided, Truth.Undecided, Truth.False]

/** Negation. Overlapping enclosures do not refute an inequality, so `Consistent` becomes `Undecided`. */
export const not = (a: Truth): Truth => NEGATION[a]
export const and = (a: Truth, b: Truth): Truth => (a < b ? a : b)
export const or = (a: Truth, b: Truth): Truth => (a > b ? a : b)
export const implies = (a: Truth, b: Truth): Truth => or(not(a), b)
export const iff = (a: Truth, b: Truth): Truth => and(implies(a, b), implies(b, a))
