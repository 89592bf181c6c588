import { isDeepStrictEqual } from 'node:util'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Variant } from '../claim/claim.ts'
import { mutantsOf, withVariant } from '../claim/variants.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { TIERS } from '../evidence/tiers.ts'
import { triedBy, type Shard } from '../judge/shard.ts'
import { Status } from '../judge/status.ts'
import { CHUNK } from '../judge/variant-trial.ts'
import { MUTANT_CASES, VARIANT_CASES } from '../judge/variant-trials.ts'
import { caseOf, checkCertified, type Checking, isWithinCase } from './certificate-origin.ts'
import type { Checked } from './decisive-cases.ts'
import { checkFailure } from './failed-claim.ts'
import { Regenerated } from './regenerated.ts'

/** What evidence says of a variant, whatever its kind. */
type Part = Pick<ClaimEvidence['mutants'][number], 'name' | 'refuted' | 'casesTried'> &
  Partial<ClaimEvidence['mutants'][number]>

/** How variants are checked. */
interface CheckingVariants extends Checking {
  readonly seed: number
  /** Which of the variants were tried. */
  readonly shard: Shard | undefined
  /** Whether the time ended the cases, wherever it did. */
  readonly byTime: boolean
}

/** What evidence holds of the variants of each kind, beside those that are tried of the claim, and on how many cases. */
function variantsIn({ claim }: LoadedClaim, found: ClaimEvidence, shard: Shard | undefined) {
  const { ablations = [], restrictions = [] } = claim
  return (
    [
      ['control', found.controls, claim.controls, ['name'], VARIANT_CASES],
      ['ablation', found.ablations, ablations, ['name', 'hypothesis'], VARIANT_CASES],
      ['mutant', found.mutants, mutantsOf(claim), ['name', 'sharp'], MUTANT_CASES],
      ['restriction', found.restrictions, restrictions, ['name', 'hypothesis'], VARIANT_CASES],
    ] as const
  ).map(([kind, parts, all, keys, cases]) => {
    const variants = triedBy<Variant>(shard, claim, all)
    const said = (of: readonly object[]) =>
      of.map((each) => keys.map((key): unknown => Reflect.get(each, key)))
    return { kind, parts, variants, cases, fit: isDeepStrictEqual(said(parts), said(variants)) }
  })
}

/** Whether the controls, ablations, restrictions and mutants are those of a claim on disk, or of a shard of it. */
export const checkWhichVariants = (
  loaded: LoadedClaim,
  found: ClaimEvidence,
  shard: Shard | undefined,
): string[] =>
  variantsIn(loaded, found, shard).flatMap(({ kind, fit }) =>
    fit ? [] : [`its ${kind}s are not those of the claim on disk${shard ? ' that this shard tries' : ''}`],
  )

/**
 * Whether the variants of a claim were tried on as many cases as they are, and are killed by the cases that they name. Of
 * variants that are not those of the claim nothing is said here.
 */
export async function checkVariants(
  loaded: LoadedClaim,
  found: ClaimEvidence,
  checking: CheckingVariants,
): Promise<Checked> {
  const { claim } = loaded
  const findings: string[] = []
  let certificates = 0
  for (const { kind, parts, variants, cases, fit } of variantsIn(loaded, found, checking.shard))
    for (const [i, part] of fit ? parts.entries() : []) {
      const variant = variants[i]
      const about = {
        name: `${kind} "${part.name}"`,
        certified: kind !== 'restriction',
        cases: variant.cases ?? cases,
      }
      findings.push(
        ...(await checkVariant(about, part, { ...loaded, claim: withVariant(claim, variant) }, checking)),
      )
      if ('certificate' in part && part.certificate) certificates++
    }
  return { findings, certificates }
}

async function checkVariant(
  about: { readonly name: string; readonly certified: boolean; readonly cases: number },
  part: Part,
  loaded: LoadedClaim,
  checking: CheckingVariants,
): Promise<string[]> {
  const { claim } = loaded
  const { name, certified, cases } = about
  const { refuted, case: killing, casesTried, outOfTime, tier, shrunk, certificate, error } = part
  const says = (what: string): string => `${name} ${what}`
  const parts = [tier, shrunk, certificate].filter((item) => item !== undefined).length
  if (error)
    return refuted || killing || parts > 0 || casesTried > 0 || outOfTime
      ? [says('failed, and something is said of it')]
      : (await checkFailure(error, loaded, checking.seed)).map(says)
  const { byTime } = checking
  if (outOfTime && (refuted || casesTried >= cases || !byTime))
    return [says('is said to be out of time, and is not')]
  const isEnded = outOfTime || casesTried === cases
  if (claim.kind === 'probability') {
    if (parts > 0)
      return [says('is about a probability, which no single case decides, and has one that does')]
    const isShort = isEnded || (byTime && refuted && casesTried < cases)
    return isShort ? [] : [says(`was tried on ${casesTried} cases; it is tried on ${cases}`)]
  }
  if (!refuted) {
    if (killing || parts > 0) return [says('is not refuted, and has a killing case')]
    return isEnded ? [] : [says(`stands after ${casesTried} cases; it is tried on ${cases}`)]
  }
  if (!killing || (certified && !shrunk)) return [says('has no killing case among those tried')]
  const tried = Math.min(cases, CHUNK * (Math.floor(killing.index / CHUNK) + 1))
  // Where the time may end them, cases are tried in smaller chunks.
  if (byTime ? casesTried > tried || casesTried <= killing.index : casesTried !== tried)
    return [says(`was tried on ${casesTried} cases; case ${killing.index} ends it after ${tried}`)]
  const regenerated = new Regenerated(claim, checking.seed)
  if ((await regenerated.status(killing.index, true)) !== Status.Violated)
    return [says('has a killing case that does not violate it')]
  if (!certified || !shrunk) return []
  if (!isWithinCase(shrunk, regenerated.at(killing.index)))
    return [says('has a shrunk case that its killing case does not shrink to')]
  const report = await regenerated.report(caseOf(shrunk), killing.index, true)
  const by = TIERS[report.tier[0]]
  return [
    ...(tier === by || !checking.sameArithmetics ? [] : [says(`is decided by ${by}, not ${tier}`)]),
    ...(await checkCertified(name, certificate, {
      claim,
      variant: part.name,
      subject: regenerated.subject(killing.index),
      says: 'violated',
      shrunk,
      checking,
    })),
  ]
}
