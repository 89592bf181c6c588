import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Claim, Variant } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { versionOf } from '../claim/sources-of.ts'
import { variantsOf, withVariant } from '../claim/variants.ts'
import type { ControlEvidence } from '../evidence/schema.ts'
import type { CaseOptions } from './campaign-options.ts'
import { Campaign } from './campaign.ts'
import { ClaimError } from './claim-error.ts'
import { ContradictionError } from './contradiction-error.ts'
import { decisiveCase } from './decisive-case.ts'
import { failureOf } from './failure.ts'
import { Status } from './status.ts'
import type { Tally } from './tally.ts'
import { findingsOf } from './verdict/findings.ts'

/** The first cases kill nearly every control; they are tried in small chunks. */
export const CHUNK = 256

/** What is said of a variant, beside what it is. */
type Found = Omit<ControlEvidence, 'expected'>

/** What is asked of a variant: how many cases are tried, and, where another run is repeated, where its time ended. */
export interface Asked {
  readonly cases: number
  readonly like?: { readonly casesTried: number; readonly candidates?: number | undefined } | undefined
  /** Whether its killing case is shrunk and certified. */
  readonly certified: boolean
}

/** A variant that is attacked for a time, and then for another. */
export class VariantTrial<Kind extends Variant> {
  private readonly changed: Claim
  private readonly campaign: Campaign
  private readonly cases: number
  private readonly to: number
  private readonly watch: Stopwatch
  private readonly onProgress: () => void
  private failure: ControlEvidence['error']
  private decisive: Pick<Found, 'tier' | 'shrunk' | 'certificate' | 'candidates'> | undefined

  constructor(
    private readonly loaded: LoadedClaim,
    readonly variant: Kind,
    private readonly options: CaseOptions,
    private readonly asked: Asked,
  ) {
    const { claim, file } = loaded
    this.changed = withVariant(claim, variant)
    this.cases = variant.cases ?? asked.cases
    this.to = Math.min(this.cases, asked.like?.casesTried ?? Infinity)
    const { engine, seed, batch, signal, pool } = options
    this.watch = options.watch ?? new Stopwatch()
    const all = variantsOf(claim)
    const number = all.indexOf(variant)
    this.onProgress = () => options.onVariant?.(number, all.length)
    this.campaign = new Campaign(
      this.changed,
      {
        ...(engine && { engine }),
        seed,
        from: 0,
        to: this.to,
        chunk: this.isSingle ? CHUNK : this.to,
        place: { file, variant: number, version: versionOf(loaded) },
        onProgress: this.onProgress,
        watch: new Stopwatch(this.watch, 'variants'),
        ...(pool && { pool }),
        ...(batch !== undefined && { batch }),
        ...(signal && { signal }),
      },
      // One counterexample ends the search; a probability needs all its cases.
      ({ firstViolated }) => this.isSingle && firstViolated !== undefined,
    )
  }

  get isOver(): boolean {
    return this.failure !== undefined || this.campaign.isOver
  }

  /** Cases that were decided, either way. */
  get decidedCases(): number {
    if (this.failure) return 0
    const { satisfied, consistent, violated } = this.tally.reals
    return satisfied + consistent + violated
  }

  /** Milliseconds that the cases take that are left. */
  left(): number {
    return this.isOver ? 0 : this.campaign.milliseconds * (this.to - this.campaign.counted.end)
  }

  /**
   * @param deadline of `performance.now()`
   * @throws {ContradictionError} when arithmetics are certain of opposite things; else as `Campaign.run`, but for what the
   * variant's own code throws, which takes nothing from the claim itself: it is another program
   */
  async attack(deadline = Infinity): Promise<void> {
    if (this.isOver) return
    this.onProgress()
    const { seed } = this.options
    try {
      await this.campaign.run(deadline)
    } catch (thrown) {
      if (!(thrown instanceof ClaimError)) throw thrown
      this.failure = failureOf(thrown, seed, this.loaded.file)
      return
    }
    const [contradicted] = this.tally.rechecked.contradictions
    if (contradicted !== undefined) throw new ContradictionError(contradicted, this.variant.name)
    const index = this.tally.firstViolated
    if (this.isSingle && this.isRefuted && index !== undefined && this.asked.certified)
      this.decisive = await this.decided(index, deadline)
  }

  found(): Found {
    const { name } = this.variant
    if (this.failure) return { name, refuted: false, casesTried: 0, error: this.failure }
    const { end } = this.campaign.counted
    const [refuted, index] = [this.isRefuted, this.tally.firstViolated]
    return {
      name,
      refuted,
      casesTried: end,
      ...(refuted && index !== undefined && { case: { seed: this.options.seed, index } }),
      ...(!refuted && end < this.cases && { outOfTime: true }),
      ...this.decisive,
    }
  }

  private async decided(index: number, deadline: number) {
    const { name } = this.variant
    const lap = this.watch.laps()
    const found = await decisiveCase(this.changed, this.options, {
      index,
      reading: 'reals',
      status: Status.Violated,
      variant: name,
      deadline,
      candidates: this.asked.like?.candidates,
    })
    lap('certificates')
    // Over the reals nothing depends on the engine.
    if (!('tier' in found))
      throw new ContradictionError(
        index,
        name,
        `it is said first that it is ${found.first}, and then ${found.again}`,
      )
    const { tier, shrunk, certificate, candidates } = found
    return {
      tier,
      shrunk,
      ...(certificate && { certificate }),
      ...(candidates !== undefined && { candidates }),
    }
  }

  private get tally(): Tally {
    return this.campaign.counted.tally
  }

  private get isRefuted(): boolean {
    return findingsOf(this.changed, this.tally).reals.status === 'refuted'
  }

  /** Whether one case is enough to refute it. */
  private get isSingle(): boolean {
    return this.changed.kind !== 'probability'
  }
}
