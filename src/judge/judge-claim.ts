import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { EngineError } from '../engine/entry.ts'
import type { ClaimEvidence, DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import { toHex } from '../program/hex-float.ts'
import type { Reading } from '../program/proposition.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { ClaimError, runCampaign } from './campaign.ts'
import { decisiveCase } from './decisive-case.ts'
import { judgeVariants, type VariantEvidence } from './judge-variants.ts'
import { Status } from './status.ts'
import { Tally } from './tally.ts'
import { coverageOf, findingsOf, type Findings } from './verdict.ts'

/** Cases of a default run, where a claim does not say otherwise. */
export const DEFAULT_CASES = 24_000

/**
 * Attacks one claim, its controls, ablations and restrictions, and says what came of it.
 *
 * A predicate that throws makes the claim inconclusive, with the message and the case.
 *
 * @throws the signal's reason when the campaign is aborted; {EngineError} when the engine fails.
 */
export async function judgeClaim(loaded: LoadedClaim, options: CampaignOptions): Promise<ClaimEvidence> {
  const { claim } = loaded
  const { seed, from = 0, to = from + (claim.cases ?? DEFAULT_CASES) } = options
  const base = declared(loaded)
  try {
    const { tally, end } = await runCampaign(claim, { ...options, from, to, place: { file: loaded.file } })
    const findings = findingsOf(claim, tally)
    const variants = await judgeVariants(loaded, options)
    const { float32: counterexample, reals, nondeterminism } = await decisiveCases(claim, options, tally)
    const { satisfied, violated, undecided, discarded } = tally.float32
    const verdict = verdictsOf(tally, findings, nondeterminism)
    return {
      ...base,
      verdict: {
        reals: verdict.reals,
        float32: {
          ...verdict.float32,
          cases: { satisfied, violated, undecided, discarded },
          ...(counterexample && { counterexample }),
        },
      },
      asExpected: nondeterminism.length === 0 && asExpected(claim, tally, findings, variants),
      range: { from, to: end },
      ...counted(seed, tally),
      failureRateAtMost: findings.failureRateAtMost,
      ...(findings.probability && { probability: findings.probability }),
      ...(findings.scaling && { scaling: findings.scaling }),
      ...reals,
      nondeterminism,
      ...variants,
      inputs: {
        shapes: Object.keys(tally.shapes),
        distributions: tally.distributions,
        coverage: coverageOf(claim, tally),
      },
    }
  } catch (error) {
    if (options.signal?.aborted || error instanceof EngineError) throw error
    return { ...base, ...nothingKnown(error, from, seed) }
  }
}

/** What a claim says of itself. */
export function declared({ claim, theme, sourceHash }: LoadedClaim) {
  const { id, title, statement, kind, source, expect } = claim
  const subjects = subjectsOf(claim.subject).map(({ name }) => name)
  const subject = subjects.length === 1 ? subjects[0] : subjects
  return { id, title, statement, theme, kind, subject, source, sourceHash, expect }
}

/** What is said of each reading: what was counted, unless the program or the engine contradicts itself. */
export function verdictsOf(
  tally: Tally,
  findings: Findings,
  [unsteady]: readonly Nondeterminism[],
): Pick<Findings, 'reals' | 'float32'> {
  const contradicted = tally.rechecked.contradictions.length
  const inconclusive = (meaning: string) => ({ status: 'inconclusive' as const, meaning })
  return {
    reals:
      contradicted > 0
        ? inconclusive(
            `A defect: in ${contradicted} cases the device and the enclosures certainly say opposite things. The implementation or the engine is wrong.`,
          )
        : findings.reals,
    float32: unsteady
      ? inconclusive(
          `The engine gave two results for one input: case ${unsteady.case.index} came out ${unsteady.first}, and ${unsteady.again} when it was run again.`,
        )
      : findings.float32,
  }
}

/** What was counted of the cases of a seed, as it stands in evidence. */
function counted(seed: number, { reals, byTier, open, rechecked, worst, widest }: Tally) {
  const named = (index: number) => ({ seed, index })
  return {
    cases: { ...reals, byTier },
    undecided: open.map(named),
    rechecked: { cases: rechecked.cases, contradictions: rechecked.contradictions.map(named) },
    ...(worst && {
      worst: { case: named(worst.index), margin: toHex(worst.margin), bound: toHex(worst.bound) },
    }),
    ...(widest && { widest: { case: named(widest.index), width: toHex(widest.width) } }),
  }
}

/** The case that decides each reading, shrunk; probability and slopes are decided by no single case. */
async function decisiveCases(claim: Claim, options: CampaignOptions, tally: Tally) {
  const nondeterminism: Nondeterminism[] = []
  const find = async (
    reading: Reading,
    index: number | undefined,
    status: typeof Status.Satisfied | typeof Status.Violated,
  ): Promise<DecisiveCase | undefined> => {
    if (index === undefined || claim.kind === 'probability' || claim.kind === 'scaling') return undefined
    const found = await decisiveCase(claim, options, index, reading, status)
    if ('tier' in found) return found
    nondeterminism.push(found)
    return undefined
  }
  const existential = claim.kind === 'exists'
  const witness = existential && (await find('reals', tally.firstSatisfied, Status.Satisfied))
  const counterexample = !witness && (await find('reals', tally.firstViolated, Status.Violated))
  const float32 = existential
    ? await find('float32', tally.firstSatisfiedFloat32, Status.Satisfied)
    : await find('float32', tally.firstViolatedFloat32, Status.Violated)
  return {
    reals: { ...(counterexample && { counterexample }), ...(witness && { witness }) },
    float32,
    nondeterminism,
  }
}

/** Whether everything came out as the claim expects it. */
export function asExpected(
  claim: Claim,
  tally: Tally,
  findings: Findings,
  variants: VariantEvidence,
): boolean {
  const agrees = (status: string, expected: string | undefined) =>
    expected === undefined ||
    (expected === 'refuted' ? status === 'refuted' : ['proved', 'certified', 'supported'].includes(status))
  return (
    tally.rechecked.contradictions.length === 0 &&
    agrees(findings.reals.status, claim.expect.reals) &&
    agrees(findings.float32.status, claim.expect.float32) &&
    [...variants.controls, ...variants.ablations].every((variant) => variant.refuted) &&
    variants.restrictions.every((r) => !r.refuted && (r.decided > 0 || claim.kind === 'exists'))
  )
}

function nothingKnown(error: unknown, from: number, seed: number) {
  const index = error instanceof ClaimError ? error.caseIndex : undefined
  const message = (error instanceof Error ? error.message : String(error)) || 'an error without a message'
  const meaning = `The claim's own code failed${index === undefined ? '' : ` on case ${index}`}: ${message}`
  return {
    verdict: { reals: { status: 'inconclusive' as const, meaning } },
    asExpected: false,
    range: { from, to: from },
    ...counted(seed, new Tally(0)),
    failureRateAtMost: null,
    nondeterminism: [],
    controls: [],
    ablations: [],
    restrictions: [],
    inputs: { shapes: [], distributions: {}, coverage: [] },
    error: { message, ...(index !== undefined && { case: { seed, index } }) },
  }
}
