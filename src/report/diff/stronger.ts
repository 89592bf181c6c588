import type { ClaimEvidence } from '../../evidence/schema.ts'

/** What became of something that differs. A change is a regression unless what is said now is stronger. */
export type Change = 'stronger' | 'regression'

export type Status = ClaimEvidence['verdict']['reals']['status']
export type Expected = ClaimEvidence['expect']['reals']

/** The statuses that speak for a statement, from the weakest to the strongest. */
const FOR: readonly Status[] = ['consistent', 'supported', 'certified', 'proved']

/**
 * What became of a verdict: undefined where it is the same, else whether it is stronger now.
 *
 * It is stronger if it speaks for what is expected, and before it did not, or with less strength. `inconclusive` speaks
 * for nothing, so it is never stronger; neither is what speaks against the expectation, nor a refuted statement of which
 * it is expected that it holds, once it is inconclusive: a counterexample was known. Where it is expected that the
 * statement holds or is consistent (from the row to the column; + stronger, - regression):
 *
 * |              | refuted | inconclusive | consistent | supported | certified | proved |
 * |--------------|---------|--------------|------------|-----------|-----------|--------|
 * | refuted      |         | -            | +          | +         | +         | +      |
 * | inconclusive | -       |              | +          | +         | +         | +      |
 * | consistent   | -       | -            |            | +         | +         | +      |
 * | supported    | -       | -            | -          |           | +         | +      |
 * | certified    | -       | -            | -          | -         |           | +      |
 * | proved       | -       | -            | -          | -         | -         |        |
 *
 * Where it is expected to be refuted, `refuted` is stronger than each other one, and every other change a regression.
 * Where the expectation itself differs, a verdict has to be stronger by both, or whoever rewrites the expectation would
 * hide what the other one lost.
 */
export function changeOfVerdict(
  old: { readonly status: Status; readonly expected: Expected },
  now: { readonly status: Status; readonly expected: Expected },
): Change | undefined {
  if (old.status === now.status) return undefined
  const stronger = [old.expected, now.expected].every(
    (expected) => strength(now.status, expected) > strength(old.status, expected),
  )
  return stronger ? 'stronger' : 'regression'
}

/** How strongly a status speaks for what is expected: 0 where it does not. */
function strength(status: Status, expected: Expected): number {
  if (expected === 'refuted') return status === 'refuted' ? 1 : 0
  return FOR.indexOf(status) + 1
}

/** The same of what is either as it should be or not: stronger only where it is now, and was not. */
export function changeOf<T>(old: T, now: T, should: T): Change | undefined {
  if (old === now) return undefined
  return now === should ? 'stronger' : 'regression'
}
