import type { Claim, Variant } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { mutantsOf, variantsOf, withVariant } from '../claim/variants.ts'
import type { ClaimEvidence, ControlEvidence } from '../evidence/schema.ts'
import type { CaseOptions } from './campaign-options.ts'
import { runCampaign, type Counted } from './campaign.ts'
import { ClaimError } from './claim-error.ts'
import { ContradictionError } from './contradiction-error.ts'
import { decisiveCase } from './decisive-case.ts'
import { failureOf } from './failure.ts'
import { triedBy } from './shard.ts'
import { Status } from './status.ts'
import { Tally } from './tally.ts'
import { findingsOf } from './verdict/findings.ts'

export type VariantEvidence = Pick<ClaimEvidence, 'controls' | 'ablations' | 'restrictions' | 'mutants'>

/** Cases tried against a control, an ablation or a restriction that does not say otherwise. */
export const VARIANT_CASES = 2048
/** A constant that is moved a little falls in few cases. */
export const MUTANT_CASES = 8192
/** The first cases kill nearly every control; they are tried in small chunks. */
export const CHUNK = 256

/**
 * Attacks every variant of a claim, or those of a shard: controls and ablations have to fall, restrictions have to stand.
 */
export async function judgeVariants(loaded: LoadedClaim, options: CaseOptions): Promise<VariantEvidence> {
  const { claim } = loaded
  const { controls, ablations, restrictions } = claim
  const tried = <Kind extends Variant>(variants?: readonly Kind[]): Kind[] =>
    triedBy(options.shard, claim, variants)
  const expected = 'refuted'
  const found: VariantEvidence = { controls: [], ablations: [], restrictions: [], mutants: [] }
  for (const variant of tried(controls))
    found.controls.push({ ...(await attack(loaded, variant, options)), expected })
  for (const variant of tried(ablations)) {
    const { hypothesis } = variant
    found.ablations.push({ ...(await attack(loaded, variant, options)), expected, hypothesis })
  }
  for (const variant of tried(restrictions)) {
    const { hypothesis } = variant
    const { base, named, tally } = await tryVariant(loaded, variant, options)
    const { satisfied, consistent, violated } = tally.reals
    const decided = satisfied + consistent + violated
    found.restrictions.push({ ...base, ...(named && { case: named }), hypothesis, decided })
  }
  for (const mutant of tried(mutantsOf(claim))) {
    const { sharp } = mutant
    found.mutants.push({ ...(await attack(loaded, mutant, options, MUTANT_CASES)), sharp })
  }
  return found
}

/** What refutes a variant, shrunk and certified. */
async function attack(
  loaded: LoadedClaim,
  variant: Variant,
  options: CaseOptions,
  cases = VARIANT_CASES,
): Promise<Omit<ControlEvidence, 'expected'>> {
  const { base, named, changed } = await tryVariant(loaded, variant, options, cases)
  if (!base.refuted || !named) return base
  if (!decidedByOne(changed)) return { ...base, case: named }
  const found = await decisiveCase(changed, options, named.index, 'reals', Status.Violated, variant.name)
  // Over the reals nothing depends on the engine.
  if (!('tier' in found))
    throw new ContradictionError(
      named.index,
      variant.name,
      `it is said first that it is ${found.first}, and then ${found.again}`,
    )
  const { tier, shrunk, certificate } = found
  return { ...base, case: named, tier, shrunk, ...(certificate && { certificate }) }
}

/** One counterexample ends the search; a probability needs all its cases. */
async function tryVariant(
  { claim, file }: LoadedClaim,
  variant: Variant,
  options: CaseOptions,
  cases = VARIANT_CASES,
) {
  const changed = withVariant(claim, variant)
  const { engine, seed, batch, signal, pool, onVariant } = options
  const to = variant.cases ?? cases
  const single = decidedByOne(changed)
  const all = variantsOf(claim)
  const number = all.indexOf(variant)
  const onProgress = (): void => onVariant?.(number, all.length)
  onProgress()
  const campaign = runCampaign(
    changed,
    {
      ...(engine && { engine }),
      seed,
      from: 0,
      to,
      chunk: single ? CHUNK : to,
      place: { file, variant: number },
      onProgress,
      ...(pool && { pool }),
      ...(batch !== undefined && { batch }),
      ...(signal && { signal }),
    },
    ({ firstViolated }) => single && firstViolated !== undefined,
  )
  let counted: Counted
  try {
    counted = await campaign
  } catch (thrown) {
    if (!(thrown instanceof ClaimError)) throw thrown
    // It takes nothing from the claim itself, which is another program.
    const error = failureOf(thrown, seed, file)
    const base = { name: variant.name, refuted: false, casesTried: 0, error }
    return { base, named: undefined, changed, tally: new Tally(changed) }
  }
  const { tally, end } = counted
  const [contradicted] = tally.rechecked.contradictions
  if (contradicted !== undefined) throw new ContradictionError(contradicted, variant.name)
  const refuted = findingsOf(changed, tally).reals.status === 'refuted'
  const index = tally.firstViolated
  const named = index === undefined ? undefined : { seed, index }
  return { base: { name: variant.name, refuted, casesTried: end }, named, changed, tally }
}

/** Whether one case is enough to refute a claim. */
const decidedByOne = ({ kind }: Claim): boolean => kind !== 'probability'
