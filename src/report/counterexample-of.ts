import type { ClaimEvidence, DecisiveCase } from '../evidence/schema.ts'
import { killOf } from '../judge/verdict/searched.ts'

/** What refutes a claim over the reals, and whether a walk led to it. */
export interface FoundCounterexample {
  readonly decisive: DecisiveCase
  readonly walk?: 'violation'
}

/** The case that refutes a claim over the reals: a random one, else that to which a walk led. */
export function counterexampleOf({
  counterexample,
  search,
}: Pick<ClaimEvidence, 'counterexample' | 'search'>): FoundCounterexample | undefined {
  if (counterexample) return { decisive: counterexample }
  return search?.counterexample ? { decisive: search.counterexample, walk: 'violation' } : undefined
}

/** A mutant, with the case that kills it, and whether a walk led to that. */
export type Killed = ClaimEvidence['mutants'][number] & { readonly walk?: 'violation' }

/** A mutant as it was attacked: with the case of a walk where that alone kills it. */
export function asKilled(mutant: ClaimEvidence['mutants'][number], search: ClaimEvidence['search']): Killed {
  const kill = killOf(search, mutant.name)
  if (mutant.refuted || !kill) return mutant
  const { case: named, tier, shrunk, certificate } = kill
  return {
    ...mutant,
    refuted: true,
    case: named,
    tier,
    shrunk,
    ...(certificate && { certificate }),
    walk: 'violation',
  }
}
