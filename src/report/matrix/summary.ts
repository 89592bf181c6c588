import type { Matrix } from '../../evidence/matrix-schema.ts'

type Mutant = Matrix['mutants'][number]
type Claim = Matrix['claims'][number]

/** What a matrix says of one mechanism: how many claims were put to it, and how many kill it in each way. */
export interface MutantCounts {
  readonly mutant: Mutant
  readonly put: number
  readonly random: number
  readonly search: number
}

/** What a matrix says of one claim. */
export interface ClaimCounts {
  readonly claim: Claim
  readonly put: number
  readonly random: number
  readonly search: number
}

const killed = (found: { readonly firstViolated: number | null } | null): boolean =>
  (found?.firstViolated ?? null) !== null

function counted(pairs: Matrix['pairs']) {
  return {
    put: pairs.length,
    random: pairs.filter(({ random }) => killed(random)).length,
    search: pairs.filter(({ search }) => killed(search)).length,
  }
}

export const byMutant = ({ mutants, pairs }: Matrix): MutantCounts[] =>
  mutants.map((mutant) => ({ mutant, ...counted(pairs.filter((pair) => pair.mutant === mutant.name)) }))

export const byClaim = ({ claims, pairs }: Matrix): ClaimCounts[] =>
  claims.map((claim) => ({ claim, ...counted(pairs.filter((pair) => pair.claim === claim.id)) }))

/** The mechanisms that no claim kills, although nothing is known that would keep it from doing so. */
export const survivors = ({ mutants }: Matrix): Mutant[] =>
  mutants.filter(({ killed, equivalent }) => killed === null && equivalent === undefined)

/** How pairs of a claim and a mechanism were killed. */
export function ways({ pairs }: Matrix) {
  const both = pairs.filter(({ random, search }) => killed(random) && killed(search)).length
  const { put, random, search } = counted(pairs)
  return { put, both, randomOnly: random - both, searchOnly: search - both }
}

/** Why a claim kills nothing, as a sentence. */
export function whyNothing({ claim, put }: ClaimCounts): string {
  if (claim.killsNothing !== undefined) return claim.killsNothing
  if (put > 0) return `Put to ${put}, of which none makes it false in these cases.`
  return claim.silent.map(({ why }) => why)[0] ?? 'Nothing that was broken concerns it.'
}
