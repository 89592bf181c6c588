import type { Ablation, Mutant, Restriction, Variant } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { mutantsOf } from '../claim/variants.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { allDone } from './all-done.ts'
import type { CaseOptions } from './campaign-options.ts'
import { triedBy } from './shard.ts'
import { VariantTrial, type Asked } from './variant-trial.ts'

export type VariantEvidence = Pick<ClaimEvidence, 'controls' | 'ablations' | 'restrictions' | 'mutants'>

/** Cases tried against a control, an ablation or a restriction that does not say otherwise. */
export const VARIANT_CASES = 2048
/** Variants that are attacked at a time. */
const AT_ONCE = 4
/** A constant that is moved a little falls in few cases. */
export const MUTANT_CASES = 8192

/**
 * Attacks every variant of a claim, or those of a shard: controls and ablations have to fall, restrictions have to stand.
 */
export class VariantTrials {
  private readonly controls: readonly VariantTrial<Variant>[]
  private readonly ablations: readonly VariantTrial<Ablation>[]
  private readonly restrictions: readonly VariantTrial<Restriction>[]
  private readonly mutants: readonly VariantTrial<Mutant>[]

  constructor(loaded: LoadedClaim, options: CaseOptions) {
    const { claim } = loaded
    const { like, shard } = options
    const trials = <Kind extends Variant>(
      variants: readonly Kind[] | undefined,
      found: readonly NonNullable<Asked['like']>[] | undefined,
      cases = VARIANT_CASES,
      certified = true,
    ): VariantTrial<Kind>[] =>
      triedBy(shard, claim, variants).map(
        (variant, i) => new VariantTrial(loaded, variant, options, { cases, certified, like: found?.[i] }),
      )
    this.controls = trials(claim.controls, like?.controls)
    this.ablations = trials(claim.ablations, like?.ablations)
    this.restrictions = trials(claim.restrictions, like?.restrictions, VARIANT_CASES, false)
    this.mutants = trials(mutantsOf(claim), like?.mutants, MUTANT_CASES)
  }

  /** Milliseconds that the cases take that are left. */
  left(): number {
    return this.unfinished().reduce((sum, trial) => sum + trial.left(), 0)
  }

  /**
   * Attacks one after another; each has its share of the time, and leaves what it does not need to the others. Where no time
   * ends them some are attacked at once, so that no thread waits for the small batches of one search.
   *
   * @param deadline of `performance.now()`
   * @throws as `VariantTrial.attack`
   */
  async attack(deadline = Infinity): Promise<void> {
    const trials = this.unfinished()
    if (deadline === Infinity)
      return allDone(
        trials.map((trial) => () => trial.attack()),
        AT_ONCE,
      )
    for (const [i, trial] of trials.entries()) {
      const now = performance.now()
      await trial.attack(now + (deadline - now) / (trials.length - i))
    }
  }

  evidence(): VariantEvidence {
    const expected = 'refuted'
    return {
      controls: this.controls.map((trial) => ({ ...trial.found(), expected })),
      ablations: this.ablations.map((trial) => {
        const { hypothesis } = trial.variant
        return { ...trial.found(), expected, hypothesis }
      }),
      restrictions: this.restrictions.map((trial) => {
        const { hypothesis } = trial.variant
        return { ...trial.found(), hypothesis, decided: trial.decidedCases }
      }),
      mutants: this.mutants.map((trial) => ({ ...trial.found(), sharp: trial.variant.sharp })),
    }
  }

  private unfinished(): VariantTrial<Variant>[] {
    return [...this.controls, ...this.ablations, ...this.restrictions, ...this.mutants].filter(
      ({ isOver }) => !isOver,
    )
  }
}
