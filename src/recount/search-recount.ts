import { isDeepStrictEqual } from 'node:util'
import type { Claim } from '../claim/claim.ts'
import { mutantsOf, withVariant } from '../claim/variants.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { Search } from '../judge/search/search.ts'
import { searchClaim } from '../judge/search/search-claim.ts'
import { checkCertified, type Checking } from './certificate-origin.ts'
import type { Checked } from './decisive-cases.ts'
import { differences, inBrief } from './differences.ts'

/** More starts than anybody walks from while he waits; a file says their number itself. */
const MOST_STARTS = 256

/**
 * Whether walks lead to what evidence says that they do: all of them are made again, which takes no engine, and the
 * certificates of what was found are checked. Where other arithmetics decide here, these alone.
 */
export async function checkSearch(
  claim: Claim,
  { search }: ClaimEvidence,
  seed: number,
  checking: Checking,
): Promise<Checked> {
  if (!search) return { findings: [], certificates: 0 }
  const { counterexample, starts } = search
  const findings: string[] = []
  let certificates = 0
  const kills = [
    ...(counterexample ? [{ of: claim, variant: undefined, found: counterexample }] : []),
    ...search.mutants.flatMap(({ name, kill }) => {
      const mutant = mutantsOf(claim).find((each) => each.name === name)
      return kill && mutant ? [{ of: withVariant(claim, mutant), variant: name, found: kill }] : []
    }),
  ]
  for (const { of, variant, found } of kills) {
    const { subject, shrunk, certificate } = found
    const named = { claim: of, says: 'violated', subject, shrunk, checking } as const
    const about = variant === undefined ? named : { ...named, variant }
    findings.push(...(await checkCertified('walk', certificate, about)))
    certificates++
  }
  if (!checking.sameArithmetics) findings.push(...checkHead(claim, search, seed))
  if (starts > MOST_STARTS) findings.push(`its ${starts} walks are more than are made again`)
  else if (checking.sameArithmetics) {
    const again = await searchClaim(claim, seed, starts)
    const [first] = differences(search, again)
    if (first)
      findings.push(
        `its search: ${first.path} is ${inBrief(first.is)}; walked again it is ${inBrief(first.should)}`,
      )
    else if (!isDeepStrictEqual(search, again)) findings.push('its search is not what comes of walking again')
  }
  return { findings, certificates }
}

/** Whether walks are those that a claim has, whatever arithmetics decide where they lead. */
function checkHead(claim: Claim, search: NonNullable<ClaimEvidence['search']>, seed: number): string[] {
  const whyNot = new Search(claim, seed).whyNot('violation')
  const mutants = whyNot === undefined ? mutantsOf(claim).map(({ name }) => name) : []
  const named = search.mutants.map(({ name }) => name)
  return search.seed === seed && search.notDone === whyNot && isDeepStrictEqual(named, mutants)
    ? []
    : ['its search is not one that the claim on disk has']
}
