import type { Variant } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/discover.ts'
import type {
  AblationEvidence,
  ClaimEvidence,
  ControlEvidence,
  RestrictionEvidence,
} from '../evidence/schema.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { decisiveCase } from './decisive-case.ts'
import { variantsOf, withVariant } from '../claim/variants.ts'
import { runCampaign, type Campaign } from './campaign.ts'
import { Status } from './status.ts'
import { findingsOf } from './verdict.ts'

export type VariantEvidence = Pick<ClaimEvidence, 'controls' | 'ablations' | 'restrictions'>

/** Cases tried against a control, an ablation or a restriction that does not say otherwise. */
const VARIANT_CASES = 2048
/** The first cases kill nearly every control; they are tried in small chunks. */
const CHUNK = 256

/** Attacks every variant of a claim: controls and ablations have to fall, restrictions have to stand. */
export async function judgeVariants(loaded: LoadedClaim, options: CampaignOptions): Promise<VariantEvidence> {
  const { claim } = loaded
  const controls: ControlEvidence[] = []
  for (const variant of claim.controls) controls.push(await attack(loaded, variant, options))
  const ablations: AblationEvidence[] = []
  for (const variant of claim.ablations ?? []) {
    ablations.push({ ...(await attack(loaded, variant, options)), hypothesis: variant.hypothesis })
  }
  const restrictions: RestrictionEvidence[] = []
  for (const variant of claim.restrictions ?? []) {
    const { tally, end } = await runVariant(loaded, variant, options)
    const { satisfied, consistent, violated } = tally.reals
    restrictions.push({
      name: variant.name,
      hypothesis: variant.hypothesis,
      refuted: findingsOf(withVariant(claim, variant), tally).reals.status === 'refuted',
      ...(tally.firstViolated !== undefined && { case: { seed: options.seed, index: tally.firstViolated } }),
      casesTried: end,
      decided: satisfied + consistent + violated,
    })
  }
  return { controls, ablations, restrictions }
}

async function attack(
  loaded: LoadedClaim,
  variant: Variant,
  options: CampaignOptions,
): Promise<ControlEvidence> {
  const { claim } = loaded
  const changed = withVariant(claim, variant)
  const { tally, end } = await runVariant(loaded, variant, options)
  const refuted = findingsOf(changed, tally).reals.status === 'refuted'
  const base = { name: variant.name, refuted, expected: 'refuted' as const, casesTried: end }
  if (!refuted) return base
  if (tally.firstViolated === undefined) return base
  const index = tally.firstViolated
  const named = { ...base, case: { seed: options.seed, index } }
  if (changed.kind === 'probability' || changed.kind === 'scaling') return named
  const decision = await decisiveCase(changed, options, index, 'reals', Status.Violated, variant.name)
  // Over the reals nothing depends on the engine.
  if ('changed' in decision)
    throw new Error(`case ${index} of "${variant.name}" is decided in two ways over the reals`)
  const { tier, shrunk, certificate } = decision.decisive
  return { ...named, tier, shrunk, ...(certificate && { certificate }) }
}

/** One counterexample ends the search; a probability or a slope needs all its cases. */
function runVariant(
  { claim, file }: LoadedClaim,
  variant: Variant,
  options: CampaignOptions,
): Promise<Campaign> {
  const changed = withVariant(claim, variant)
  const { engine, seed, batch, signal, pool } = options
  const to = variant.cases ?? VARIANT_CASES
  const single = changed.kind === 'forAll' || changed.kind === 'exists'
  return runCampaign(
    changed,
    {
      engine,
      seed,
      from: 0,
      to,
      chunk: single ? CHUNK : to,
      place: { file, variant: variantsOf(claim).indexOf(variant) },
      ...(pool && { pool }),
      ...(batch !== undefined && { batch }),
      ...(signal && { signal }),
    },
    (tally) => single && tally.firstViolated !== undefined,
  )
}
