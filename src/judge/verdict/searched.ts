import type { ClaimEvidence, DecisiveCase } from '../../evidence/schema.ts'
import type { Tally } from '../tally.ts'
import type { Findings } from './findings.ts'
import { cases } from './words.ts'

type Search = ClaimEvidence['search']

/**
 * What walks add to what was counted: a counterexample that no random case was. The limits stay those of the random cases.
 *
 * @param search what was found, where walks were made
 */
export function withSearch(findings: Findings, search: Search, tally: Tally): Findings {
  const found = search?.counterexample
  if (!found || tally.reals.violated > 0) return findings
  return {
    ...findings,
    reals: {
      status: 'refuted',
      meaning: `False: a certified counterexample, to which a walk against the gradient leads from case ${found.case.index}; none of ${cases(tally.tried)} drawn at random violates it.`,
    },
  }
}

/** The case to which a walk led that kills a mutant. */
export const killOf = (search: Search, mutant: string): DecisiveCase | undefined =>
  search?.mutants.find(({ name }) => name === mutant)?.kill ?? undefined

/** Whether a walk led to a case that kills a mutant. */
export const isKilled = (search: Search, mutant: string): boolean => killOf(search, mutant) !== undefined
