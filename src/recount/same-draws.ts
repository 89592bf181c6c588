import type { Case } from '../arithmetic/batch.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { differenceOf } from '../judge/same-case.ts'
import type { Regenerated } from './regenerated.ts'

/** So many cases are drawn twice, beside those that are named. */
const TWICE = 16

/**
 * Whether the generator makes the same cases each time it is asked here. What keeps a counter, or looks at a clock, makes
 * others, and then nothing that is said of its cases can be looked at again.
 */
export function checkDraws(
  { range, counterexample, witnesses }: ClaimEvidence,
  cases: Regenerated,
): string[] {
  const first = Array.from({ length: Math.min(TWICE, range.to - range.from) }, (_, i) => range.from + i)
  const named = [...(counterexample ? [counterexample] : []), ...witnesses].map((part) => part.case.index)
  const indices = [...new Set([...first, ...named])]
  const drawn = new Map<number, Case>(indices.map((index) => [index, cases.at(index)]))
  // The other way round: what depends on the case before tells itself too.
  for (const index of indices.toReversed()) {
    const difference = differenceOf(drawn.get(index)!, cases.at(index))
    if (difference !== undefined)
      return [`drawn twice here, ${cases.twoCases(index, difference)}. Then run it anew`]
  }
  return []
}
