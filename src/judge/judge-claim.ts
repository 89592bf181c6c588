import { subjectsOf, type Claim, type Scaling } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { withEvent } from '../claim/event.ts'
import { EngineError } from '../engine/entry.ts'
import type { ClaimEvidence, DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import { toHex } from '../program/hex-float.ts'
import type { Reading } from '../program/proposition.ts'
import type { CaseOptions } from './campaign-options.ts'
import { runCampaign } from './campaign.ts'
import { isDefect } from './contradiction-error.ts'
import { decisiveCase } from './decisive-case.ts'
import { failureOf, inWords, type Failure } from './failure.ts'
import { judgeVariants, type VariantEvidence } from './judge-variants.ts'
import { Status } from './status.ts'
import { Tally } from './tally.ts'
import { triedOf } from './counts.ts'
import { agrees } from './expectation.ts'
import { coverageOf } from './verdict/coverage.ts'
import { DEMAND } from './verdict/limits.ts'
import { findingsOf, type Findings } from './verdict/findings.ts'
import { cases, inconclusive } from './verdict/words.ts'

/** Cases of a default run, where a claim does not say otherwise. */
export const DEFAULT_CASES = 24_000

/**
 * Attacks one claim, its controls, ablations and restrictions, and says what came of it.
 *
 * A predicate that throws makes the claim inconclusive, with the message and the case.
 *
 * @throws the signal's reason when the campaign is aborted; {EngineError} when the engine fails.
 */
export async function judgeClaim(loaded: LoadedClaim, options: CaseOptions): Promise<ClaimEvidence> {
  const { claim } = loaded
  const { seed, from = 0, to = from + (claim.cases ?? DEFAULT_CASES) } = options
  const base = declared(loaded)
  try {
    const { tally, end } = await runCampaign(claim, { ...options, from, to, place: { file: loaded.file } })
    const findings = findingsOf(await withEvent(claim), tally, options.demand)
    const variants = await judgeVariants(loaded, options)
    const { float32: counterexample, reals, nondeterminism } = await decisiveCases(claim, options, tally)
    const verdict = verdictsOf(tally, findings, nondeterminism)
    return {
      ...base,
      verdict: {
        reals: verdict.reals,
        float32: {
          ...verdict.float32,
          cases: tally.float32,
          ...(claim.kind === 'exists' && { witnesses: returnedWitnesses(claim, seed, tally) }),
          ...(counterexample && { counterexample }),
        },
      },
      asExpected: nondeterminism.length === 0 && asExpected(claim, tally, findings, variants),
      range: { from, to: end },
      ...counted(seed, tally),
      ...findings.limits,
      ...(claim.kind === 'scaling' && { scaling: { ...scalingOf(claim), ...slopes(seed, tally) } }),
      ...reals,
      nondeterminism,
      ...variants,
      inputs: {
        shapes: Object.keys(tally.shapes),
        distributions: distributionsOf(tally),
        coverage: coverageOf(claim, tally),
      },
    }
  } catch (error) {
    if (options.signal?.aborted || error instanceof EngineError) throw error
    return { ...base, ...nothingKnown(claim, failureOf(error, seed, loaded.file), from, seed) }
  }
}

/** What a claim says of itself. */
export function declared({ claim, theme, sourceHash, imports }: LoadedClaim) {
  const { id, title, statement, kind, source, expect } = claim
  const subjects = subjectsOf(claim.subject).map(({ name }) => name)
  const subject = subjects.length === 1 ? subjects[0] : subjects
  return { id, title, statement, theme, kind, subject, source, sourceHash, imports: [...imports], expect }
}

/** What is said of each reading: what was counted, unless the program or the engine contradicts itself. */
export function verdictsOf(
  tally: Tally,
  findings: Findings,
  twice: readonly Nondeterminism[],
): Pick<Findings, 'reals' | 'float32'> {
  const contradicted = tally.rechecked.contradictions.length
  const [doubtful, unsteady] = (['reals', 'float32'] as const).map((of) =>
    twice.find(({ reading }) => reading === of),
  )
  return {
    reals:
      contradicted > 0
        ? inconclusive(
            `A defect: in ${cases(contradicted)} two arithmetics, such as the device and the enclosures, certainly contradict each other. The implementation, the engine or an arithmetic is wrong; \`assay replay\` shows what each says.`,
            { what: 'agreement' },
          )
        : doubtful
          ? inconclusive(
              `A defect: case ${doubtful.case.index}, which decides it, came out ${doubtful.first} first, and then ${doubtful.again}; \`assay replay\` shows what each arithmetic says.`,
              { what: 'agreement' },
            )
          : findings.reals,
    float32: unsteady
      ? inconclusive(
          `The engine gave two results for one input: case ${unsteady.case.index} came out ${unsteady.first}, and ${unsteady.again} when it was run again.`,
          { what: 'agreement' },
        )
      : findings.float32,
  }
}

/** What was counted of the cases of a seed, as it stands in evidence. */
function counted(seed: number, tally: Tally) {
  const { reals, all, byTier, discardedByDevice, byForm, open, rechecked, worst, widest, tightest } = tally
  const named = (index: number) => ({ seed, index })
  return {
    cases: { ...reals, byTier, discardedByDevice, byForm },
    sample: all.sample,
    undecided: open.map(named),
    rechecked: { ...rechecked, contradictions: rechecked.contradictions.map(named) },
    tightness: tightest ? { case: named(tightest.index), atLeast: toHex(tightest.atLeast) } : null,
    ...(worst && {
      worst: { case: named(worst.index), margin: toHex(worst.margin), bound: toHex(worst.bound) },
    }),
    ...(widest && { widest: { case: named(widest.index), width: toHex(widest.width) } }),
  }
}

/** The case that decides each reading, shrunk; a probability is decided by no single case. */
async function decisiveCases(claim: Claim, options: CaseOptions, tally: Tally) {
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

/** Whether everything came out as the claim expects it. */
export function asExpected(
  claim: Claim,
  tally: Tally,
  findings: Findings,
  variants: VariantEvidence,
): boolean {
  return (
    tally.rechecked.contradictions.length === 0 &&
    agrees(findings.reals.status, claim.expect.reals) &&
    agrees(findings.float32.status, claim.expect.float32) &&
    [...variants.controls, ...variants.ablations].every((variant) => variant.refuted) &&
    variants.mutants.every(({ refuted, sharp, error }) => !error && refuted === sharp) &&
    variants.restrictions.every((r) => !r.error && !r.refuted && (r.decided > 0 || claim.kind === 'exists'))
  )
}

/** What a claim says of its exponent. */
export const scalingOf = ({ exponent }: Scaling) => ({ exponent: exponent.is, spacing: exponent.spacing })

function slopes(seed: number, { leastSlope, mostSlope }: Tally) {
  const named = (slope: Tally['leastSlope']) =>
    slope ? { case: { seed, index: slope.index }, limit: toHex(slope.limit) } : null
  return { least: named(leastSlope), most: named(mostSlope) }
}

/** For each subject the first case of which the returned numbers are a witness. */
const returnedWitnesses = (claim: Claim, seed: number, { subjects }: Tally) =>
  subjectsOf(claim.subject).flatMap(({ name }, i) => {
    const index = subjects[i].firstSatisfiedFloat32
    return index === undefined ? [] : [{ subject: name, case: { seed, index } }]
  })

/** How many cases each named distribution made. */
const distributionsOf = ({ distributions }: Tally): Record<string, number> =>
  Object.fromEntries([...distributions].map(([name, { cases }]) => [name, triedOf(cases) + cases.discarded]))

/** What is said of a claim whose code failed, or of whose variants arithmetics contradict each other. */
export function nothingKnown(claim: Claim, error: Failure, from: number, seed: number) {
  const verdict = isDefect(error)
    ? inconclusive(error.message, { what: 'agreement' })
    : inconclusive(`The claim's own code failed${inWords(error)}`, { what: 'code' })
  return {
    verdict: { reals: verdict },
    asExpected: false,
    range: { from, to: from },
    ...counted(seed, new Tally(claim)),
    demand: claim.demand ?? DEMAND,
    failureRateAtMost: null,
    apartAtMost: null,
    members: [],
    trivial: null,
    witnesses: [],
    nondeterminism: [],
    mutants: [],
    controls: [],
    ablations: [],
    restrictions: [],
    inputs: { shapes: [], distributions: {}, coverage: [] },
    error,
  }
}
