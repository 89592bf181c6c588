import type { Claim } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { EngineError } from '../engine/entry.ts'
import type { ClaimEvidence, DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import type { Reading } from '../program/proposition.ts'
import type { CaseOptions } from './campaign-options.ts'
import { runCampaign } from './campaign.ts'
import { concluded, failedClaim, type Decisive } from './conclusion.ts'
import { decisiveCase } from './decisive-case.ts'
import { failureOf } from './failure.ts'
import { judgeVariants } from './judge-variants.ts'
import { partOf } from './shard.ts'
import { Status } from './status.ts'
import type { Tally } from './tally.ts'

/** Cases of a default run, where a claim does not say otherwise. */
export const DEFAULT_CASES = 24_000

/**
 * Attacks one claim, its controls, ablations and restrictions, and says what came of it; or does a shard of that.
 *
 * A predicate that throws makes the claim inconclusive, with the message and the case.
 *
 * @throws the signal's reason when the campaign is aborted; {EngineError} when the engine fails.
 */
export async function judgeClaim(loaded: LoadedClaim, options: CaseOptions): Promise<ClaimEvidence> {
  const { claim, file } = loaded
  const { seed, demand, shard, from = 0, to = from + (claim.cases ?? DEFAULT_CASES) } = options
  const range = partOf(shard, { from, to })
  try {
    const { tally, end } = await runCampaign(claim, {
      ...options,
      from: range.from,
      to: range.to,
      sampleFrom: from,
      place: { file },
    })
    const variants = await judgeVariants(loaded, options)
    const decisive = await decisiveCases(claim, options, tally)
    return await concluded(
      loaded,
      { seed, demand, range: { ...range, to: end } },
      { tally, variants, decisive },
    )
  } catch (error) {
    if (options.signal?.aborted || error instanceof EngineError) throw error
    return failedClaim(loaded, failureOf(error, seed, file), range, seed)
  }
}

/** The case that decides each reading, shrunk; a probability is decided by no single case. */
async function decisiveCases(claim: Claim, options: CaseOptions, tally: Tally): Promise<Decisive> {
  const nondeterminism: Nondeterminism[] = []
  const find = async (
    reading: Reading,
    index: number | undefined,
    status: typeof Status.Satisfied | typeof Status.Violated,
  ): Promise<DecisiveCase | undefined> => {
    if (index === undefined || claim.kind === 'probability') return undefined
    const found = await decisiveCase(claim, options, index, reading, status)
    if ('tier' in found) return found
    nondeterminism.push(found)
    return undefined
  }
  const existential = claim.kind === 'exists'
  const counterexample = await find('reals', tally.firstViolated, Status.Violated)
  const witnesses: DecisiveCase[] = []
  for (const { firstSatisfied } of existential && !counterexample ? tally.subjects : []) {
    const witness = await find('reals', firstSatisfied, Status.Satisfied)
    if (witness) witnesses.push(witness)
  }
  const firstOf = tally.subjects.flatMap(({ firstSatisfiedFloat32 }) => firstSatisfiedFloat32 ?? [])
  const float32 = existential
    ? await find('float32', firstOf[0], Status.Satisfied)
    : await find('float32', tally.firstViolatedFloat32, Status.Violated)
  return {
    reals: { ...(counterexample && { counterexample }), witnesses },
    float32,
    nondeterminism,
  }
}
