import type { ClaimEvidence } from '../../evidence/schema.ts'
import { changed, differing, paired, type Difference } from './difference.ts'
import { changeOf } from './stronger.ts'

type State = 'refuted' | 'not refuted' | 'out of time' | 'failed'

/** A variant, what became of it, and what should. */
interface Variant {
  readonly name: string
  readonly state: State
  readonly should: State
}

/**
 * Which variants of a claim came out differently, are new or lost. What is now as it should be is stronger, all else is a
 * regression: so is a variant that is lost, since the claim is attacked less.
 */
export const variantsOf = (old: ClaimEvidence, now: ClaimEvidence): Difference[] =>
  paired(listed(old), listed(now), ({ name }) => name).flatMap(({ name, old: before, new: after }) => {
    if (!before) return differing('variant', name, null, after?.state)
    if (!after) return changed('variant', name, before.state, null, 'regression')
    return changed(
      'variant',
      name,
      before.state,
      after.state,
      changeOf(before.state, after.state, after.should),
    )
  })

function listed({ controls, ablations, restrictions, mutants }: ClaimEvidence): Variant[] {
  const all = <T extends { name: string; refuted: boolean; outOfTime?: unknown; error?: unknown }>(
    kind: string,
    variants: readonly T[],
    falls: (variant: T) => boolean,
  ): Variant[] =>
    variants.map((variant) => ({
      name: `${kind} "${variant.name}"`,
      state: stateOf(variant),
      should: falls(variant) ? 'refuted' : 'not refuted',
    }))
  return [
    ...all('control', controls, () => true),
    ...all('ablation', ablations, () => true),
    ...all('restriction', restrictions, () => false),
    ...all('mutant', mutants, ({ sharp }) => sharp),
  ]
}

function stateOf({
  error,
  refuted,
  outOfTime,
}: {
  error?: unknown
  refuted: boolean
  outOfTime?: unknown
}): State {
  if (error) return 'failed'
  if (refuted) return 'refuted'
  return outOfTime ? 'out of time' : 'not refuted'
}
