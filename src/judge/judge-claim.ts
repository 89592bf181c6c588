import type { Claim } from '../claim/claim.ts'
import { subjectsOf } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/discover.ts'
import { EngineError } from '../engine/entry.ts'
import { toHex } from '../program/hex-float.ts'
import type { ClaimEvidence, Nondeterminism } from '../evidence/schema.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { decisiveCase } from './decisive-case.ts'
import { labelsOf, runCampaign } from './campaign.ts'
import { Status } from './status.ts'
import type { Tally } from './tally.ts'
import { judgeVariants, type VariantEvidence } from './judge-variants.ts'
import { findingsOf, type Findings } from './verdict.ts'

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
  const from = options.from ?? 0
  const to = options.to ?? from + (claim.cases ?? DEFAULT_CASES)
  const base = declared(loaded)
  try {
    const { tally, end } = await runCampaign(claim, { ...options, from, to, place: { file: loaded.file } })
    const findings = findingsOf(claim, tally)
    const variants = await judgeVariants(loaded, options)
    const decisive = await decisiveCases(claim, options, tally)
    return {
      ...base,
      ...verdictPart(claim, tally, findings, decisive),
      asExpected: decisive.nondeterminism.length === 0 && asExpected(claim, tally, findings, variants),
      range: { from, to: end },
      ...countsPart(options.seed, tally, findings),
      ...(decisive.reals && claim.kind !== 'exists' && { counterexample: decisive.reals }),
      ...(decisive.reals &&
        claim.kind === 'exists' && { [decisive.witness ? 'witness' : 'counterexample']: decisive.reals }),
      nondeterminism: decisive.nondeterminism,
      ...variants,
      inputs: labelsOf(claim, tally),
    }
  } catch (error) {
    if (options.signal?.aborted || error instanceof EngineError) throw error
    return { ...base, ...nothingKnown(error, from, options.seed) }
  }
}

/** What a claim says of itself. */
export function declared({ claim, theme, sourceHash }: LoadedClaim) {
  const subjects = subjectsOf(claim.subject).map((s) => s.name)
  return {
    id: claim.id,
    title: claim.title,
    statement: claim.statement,
    theme,
    kind: claim.kind,
    subject: subjects.length === 1 ? subjects[0] : subjects,
    source: { ...claim.source },
    sourceHash,
    expect: { ...claim.expect },
  }
}

/** What is said of each reading: what was counted, unless the program or the engine contradicts itself. */
export function verdictsOf(
  tally: Tally,
  findings: Findings,
  nondeterminism: readonly Nondeterminism[],
): Pick<Findings, 'reals' | 'float32'> {
  const contradicted = tally.rechecked.contradictions.length
  return {
    reals: contradicted > 0 ? defect(contradicted) : findings.reals,
    float32: nondeterminism.length > 0 ? unsteady(nondeterminism) : findings.float32,
  }
}

function verdictPart(
  claim: Claim,
  tally: Tally,
  findings: Findings,
  { float32: counterexample, nondeterminism }: Awaited<ReturnType<typeof decisiveCases>>,
) {
  const { satisfied, violated, undecided, discarded } = tally.float32
  const { reals, float32 } = verdictsOf(tally, findings, nondeterminism)
  return {
    verdict: {
      reals: { status: reals.status, meaning: reals.meaning },
      float32: {
        ...float32,
        cases: { satisfied, violated, undecided, discarded },
        ...(counterexample && claim.kind !== 'probability' && { counterexample }),
      },
    },
  }
}

function defect(contradictions: number): Findings['reals'] {
  return {
    status: 'inconclusive',
    meaning: `A defect: in ${contradictions} cases the device and the enclosures certainly say opposite things. The implementation or the engine is wrong.`,
  }
}

function unsteady([found]: readonly Nondeterminism[]): Findings['float32'] {
  const { case: name, first, again } = found
  return {
    status: 'inconclusive',
    meaning: `The engine gave two results for one input: case ${name.index} came out ${first}, and ${again} when it was run again.`,
  }
}

function countsPart(seed: number, tally: Tally, findings: Findings) {
  return {
    cases: { ...tally.reals, byTier: { ...tally.byTier } },
    undecided: tally.open.map((index) => ({ seed, index })),
    rechecked: {
      cases: tally.rechecked.cases,
      contradictions: tally.rechecked.contradictions.map((index) => ({ seed, index })),
    },
    failureRateAtMost: findings.failureRateAtMost,
    ...(tally.worst && {
      worst: {
        case: { seed, index: tally.worst.index },
        margin: toHex(tally.worst.margin),
        bound: toHex(tally.worst.bound),
      },
    }),
    ...(tally.widest && {
      widest: { case: { seed, index: tally.widest.index }, width: toHex(tally.widest.width) },
    }),
    ...(findings.probability && { probability: findings.probability }),
    ...(findings.scaling && { scaling: findings.scaling }),
  }
}

/** The case that decides each reading, shrunk; probability and slopes are decided by no single case. */
async function decisiveCases(claim: Claim, options: CampaignOptions, tally: Tally) {
  const nondeterminism: Nondeterminism[] = []
  if (claim.kind === 'probability' || claim.kind === 'scaling') return { witness: false, nondeterminism }
  const existential = claim.kind === 'exists'
  const witness = existential && tally.firstSatisfied !== undefined
  const wanted = (found: boolean) => (found ? Status.Satisfied : Status.Violated)
  const find = async (index: number | undefined, reading: 'reals' | 'float32', satisfied: boolean) => {
    if (index === undefined) return undefined
    const decision = await decisiveCase(claim, options, index, reading, wanted(satisfied))
    if ('decisive' in decision) return decision.decisive
    nondeterminism.push(decision.changed)
    return undefined
  }
  const reals = await find(witness ? tally.firstSatisfied : tally.firstViolated, 'reals', witness)
  const inFloat32 = existential ? tally.firstSatisfiedFloat32 : tally.firstViolatedFloat32
  const float32 = await find(inFloat32, 'float32', existential)
  return { reals, float32, witness, nondeterminism }
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
  const { index, message } = errorPlace(error)
  const meaning = `The claim's own code failed${index === undefined ? '' : ` on case ${index}`}: ${message}`
  return {
    verdict: { reals: { status: 'inconclusive' as const, meaning } },
    asExpected: false,
    range: { from, to: from },
    cases: {
      satisfied: 0,
      consistent: 0,
      violated: 0,
      undecided: 0,
      discarded: 0,
      byTier: { device: 0, running: 0, interval: 0, mpfr: 0, exact: 0 },
    },
    undecided: [],
    rechecked: { cases: 0, contradictions: [] },
    nondeterminism: [],
    failureRateAtMost: null,
    controls: [],
    ablations: [],
    restrictions: [],
    inputs: { shapes: [], distributions: {}, coverage: [] },
    error: { message, ...(index !== undefined && { case: { seed, index } }) },
  }
}

function errorPlace(error: unknown): { index: number | undefined; message: string } {
  const index = (error as { caseIndex?: number }).caseIndex
  const message = error instanceof Error ? error.message : String(error)
  return { index, message: message || 'an error without a message' }
}
