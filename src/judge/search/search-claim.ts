import type { Claim } from '../../claim/claim.ts'
import { mutantsOf, withVariant } from '../../claim/variants.ts'
import { subjectsOf } from '../../claim/claim.ts'
import type { ClaimEvidence, DecisiveCase } from '../../evidence/schema.ts'
import { toHex } from '../../program/hex-float.ts'
import { caseData } from '../case-data.ts'
import { subjectOf } from '../case-group.ts'
import { decisiveCase } from '../decisive-case.ts'
import { Status } from '../status.ts'
import { certainRatio, isViolated, Search, Walks, type Reached } from './search.ts'

/** What walks found about a claim, as it stands in evidence. */
export type SearchEvidence = NonNullable<ClaimEvidence['search']>

/**
 * Walks from the first random cases of a claim: to a case that violates it, to the one in which its inequality is tightest,
 * and for each of its mutants to one that kills it. All of it is a function of (claim, seed, starts) and the arithmetics
 * beyond float64; no engine has a part in it.
 *
 * @throws what the claim's own code throws
 */
export async function searchClaim(claim: Claim, seed: number, starts: number): Promise<SearchEvidence> {
  const notDone = new Search(claim, seed).whyNot('violation')
  const about = { attack: 'gradient', seed, starts } as const
  if (notDone !== undefined)
    return { ...about, notDone, evaluations: 0, moved: 0, counterexample: null, tightness: null, mutants: [] }
  const violation = await firstViolated(claim, seed, starts)
  const tightness = await tightest(claim, seed, starts)
  const mutants: SearchEvidence['mutants'] = []
  let evaluations = violation.walks.evaluations + tightness.walks.evaluations
  for (const mutant of mutantsOf(claim)) {
    const { name } = mutant
    const found = await firstViolated(withVariant(claim, mutant), seed, starts, name)
    evaluations += found.walks.evaluations
    mutants.push({ name, moved: found.walks.moved, kill: found.decisive })
  }
  return {
    ...about,
    evaluations,
    moved: violation.walks.moved,
    counterexample: violation.decisive,
    tightness: tightness.found,
    mutants,
  }
}

async function firstViolated(claim: Claim, seed: number, starts: number, variant?: string) {
  const search = new Search(claim, seed)
  const walks = new Walks()
  for (let index = 0; index < starts; index++) {
    const reached = await search.reach(index, 'violation')
    walks.add(reached)
    const decisive = isViolated(reached) ? await decided(claim, seed, reached, variant) : undefined
    if (decisive) return { walks, decisive }
  }
  return { walks, decisive: null }
}

async function decided(
  claim: Claim,
  seed: number,
  { index, value }: Reached,
  variant: string | undefined,
): Promise<DecisiveCase | undefined> {
  const found = await decisiveCase(
    claim,
    { seed },
    {
      index,
      reading: 'reals',
      status: Status.Violated,
      from: value,
      ...(variant !== undefined && { variant }),
    },
  )
  return 'tier' in found ? found : undefined
}

async function tightest(claim: Claim, seed: number, starts: number) {
  const search = new Search(claim, seed)
  const walks = new Walks()
  let found: SearchEvidence['tightness'] = null
  let most = -Infinity
  for (const index of search.whyNot('tightness') === undefined ? search.tightestCases(starts) : []) {
    const reached = await search.reach(index, 'tightness')
    walks.add(reached)
    const atLeast = certainRatio(reached.outcomes)
    if (!(atLeast > most)) continue
    most = atLeast
    found = {
      case: { seed, index },
      subject: subjectsOf(claim.subject)[subjectOf(claim, seed, index)].name,
      atLeast: toHex(atLeast),
      inputs: caseData(reached.value.value),
    }
  }
  return { walks, found }
}
