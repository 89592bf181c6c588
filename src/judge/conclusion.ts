import { subjectsOf, type Claim, type Scaling } from '../claim/claim.ts'
import { withEvent } from '../claim/event.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { ClaimEvidence, DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import { toHex } from '../program/hex-float.ts'
import { isDefect } from './contradiction-error.ts'
import { triedOf } from './counts.ts'
import { agrees } from './expectation.ts'
import { inWords, type Failure } from './failure.ts'
import type { VariantEvidence } from './variant-trials.ts'
import type { SearchEvidence } from './search/search-claim.ts'
import { Tally } from './tally.ts'
import { ratioAboveOne } from './verdict/above-one.ts'
import { coverageOf } from './verdict/coverage.ts'
import { eventExcluded } from './verdict/event-probability.ts'
import { findingsOf, type Findings } from './verdict/findings.ts'
import { DEMAND } from './verdict/limits.ts'
import { isKilled, withSearch } from './verdict/searched.ts'
import { cases, inconclusive } from './verdict/words.ts'

/** The cases that decide a claim, shrunk, and those that came out in two ways. */
export interface Decisive {
  readonly reals: Pick<ClaimEvidence, 'counterexample' | 'witnesses'>
  /** The counterexample in float32; of an existential claim the first witness. */
  readonly float32: DecisiveCase | undefined
  readonly nondeterminism: Nondeterminism[]
}

/** All that was found about a claim. */
export interface Found {
  readonly tally: Tally
  readonly variants: VariantEvidence
  readonly decisive: Decisive
  /** What walks found, where some were made. */
  readonly search?: SearchEvidence | undefined
}

/** Which cases were tried, and what was demanded in place of what the claim demands. */
export interface Tried {
  readonly seed: number
  readonly demand?: number | undefined
  readonly range: ClaimEvidence['range']
}

/** What follows for a claim from all that was found about it. */
export async function concluded(
  loaded: LoadedClaim,
  { seed, demand, range }: Tried,
  { tally, variants, decisive, search }: Found,
): Promise<ClaimEvidence> {
  const { claim } = loaded
  const findings = withSearch(findingsOf(await withEvent(claim), tally, demand), search, tally)
  const { float32: counterexample, reals, nondeterminism } = decisive
  const verdict = verdictsOf(tally, findings, nondeterminism)
  return {
    ...declared(loaded),
    verdict: {
      reals: verdict.reals,
      float32: {
        ...verdict.float32,
        cases: tally.float32,
        ...(claim.kind === 'exists' && { witnesses: returnedWitnesses(claim, seed, tally) }),
        ...(counterexample && { counterexample }),
      },
    },
    asExpected: nondeterminism.length === 0 && asExpected(claim, tally, findings, { ...variants, search }),
    range,
    ...counted(seed, tally),
    ...findings.limits,
    ...(claim.kind === 'scaling' && { scaling: { ...scalingOf(claim), ...slopes(seed, tally) } }),
    ...reals,
    nondeterminism,
    ...(search && { search }),
    ...variants,
    inputs: {
      shapes: [...tally.shapes],
      distributions: distributionsOf(tally),
      coverage: coverageOf(claim, tally),
    },
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

/** Whether everything came out as the claim expects it. */
export function asExpected(
  claim: Claim,
  tally: Tally,
  findings: Findings,
  variants: VariantEvidence & Pick<Found, 'search'>,
): boolean {
  const { tightest, reals } = tally
  const tightness = tightest ? { atLeast: toHex(tightest.atLeast) } : null
  return (
    tally.rechecked.contradictions.length === 0 &&
    !ratioAboveOne({ tightness, search: variants.search, violated: reals.violated }) &&
    !eventExcluded(findings.limits.probability) &&
    agrees(findings.reals.status, claim.expect.reals) &&
    agrees(findings.float32.status, claim.expect.float32) &&
    [...variants.controls, ...variants.ablations].every((variant) => variant.refuted) &&
    [...variants.mutants, ...variants.restrictions].every(({ error, outOfTime }) => !error && !outOfTime) &&
    variants.mutants.every(
      ({ name, refuted, sharp }) => (refuted || isKilled(variants.search, name)) === sharp,
    ) &&
    variants.restrictions.every(
      ({ refuted, decided }) => !refuted && (decided > 0 || claim.kind === 'exists'),
    )
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

/**
 * What is said of a claim whose code failed, or of whose variants arithmetics contradict each other.
 *
 * @param range that was to be tried
 */
export function failedClaim(
  loaded: LoadedClaim,
  error: Failure,
  range: ClaimEvidence['range'],
  seed: number,
): ClaimEvidence {
  const { claim } = loaded
  const verdict = isDefect(error)
    ? inconclusive(error.message, { what: 'agreement' })
    : inconclusive(`The claim's own code failed${inWords(error)}`, { what: 'code' })
  return {
    ...declared(loaded),
    verdict: { reals: verdict },
    asExpected: false,
    range: { ...range, to: range.from },
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
