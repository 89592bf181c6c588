import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { versionOf } from '../claim/sources-of.ts'
import { EngineError } from '../engine/entry.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import type { Cost } from './budget/shared-out.ts'
import type { CaseOptions } from './campaign-options.ts'
import { allDone } from './all-done.ts'
import { Campaign } from './campaign.ts'
import { concluded, failedClaim } from './conclusion.ts'
import { decisiveCases } from './decisive-cases.ts'
import { casesAsked } from './default-cases.ts'
import { failureOf } from './failure.ts'
import { partOf, walksIn } from './shard.ts'
import { searchClaim } from './search/search-claim.ts'
import type { Tally } from './tally.ts'
import { VariantTrials } from './variant-trials.ts'

/** The part of a first look that goes to the claim itself. */
const ITSELF = 0.25
/** Of the time in which a claim is finished: what its variants take at most, and what is kept for shrinking. */
const VARIANTS = 0.6
const SHRINKING = 0.1

interface Parts {
  readonly campaign: Campaign
  readonly variants: VariantTrials
}

/** When a part of the time is over that is left until a deadline. */
function part(share: number, deadline: number): number {
  const now = performance.now()
  return now + share * (deadline - now)
}

/**
 * A claim under attack, in two parts, each of which has its time; `Infinity` to do all of it, its variants at the same time.
 * Whatever a part does not need is left to the next: the claim itself is attacked until the end.
 */
export class ClaimTrial {
  /** The cases that are tried where no time ends them. */
  private readonly range: ClaimEvidence['range']
  private parts: Parts | undefined
  private failure: { readonly error: unknown } | undefined
  private readonly watch: Stopwatch

  constructor(
    private readonly loaded: LoadedClaim,
    private readonly options: CaseOptions,
  ) {
    this.watch = options.watch ?? new Stopwatch()
    this.range = partOf(options.shard, casesAsked(loaded.claim, options))
  }

  /** What it costs until as much was tried as where no time ends it, by what it cost up to now. */
  cost(): Cost {
    if (!this.parts) return { left: 0, whole: 0 }
    const { campaign, variants } = this.parts
    const { from, to } = this.range
    const left = campaign.milliseconds * Math.max(0, to - campaign.counted.end) + variants.left()
    return { left: this.failure ? 0 : left, whole: campaign.milliseconds * (to - from) }
  }

  /**
   * Attacks the claim and its variants for a while. What they throw is told in the end.
   *
   * @param deadline of `performance.now()`
   * @throws the signal's reason when aborted
   */
  async look(deadline: number): Promise<void> {
    const lap = this.watch.laps()
    await this.unlessFailed(async ({ campaign, variants }) => {
      if (deadline === Infinity) return allDone([() => campaign.run(), () => variants.attack()])
      await campaign.run(part(ITSELF, deadline))
      await variants.attack(deadline)
      await campaign.run(deadline)
    })
    lap('wall')
  }

  /**
   * @param deadline of `performance.now()`
   * @throws as `judgeClaim`
   */
  async finish(deadline: number): Promise<ClaimEvidence> {
    const lap = this.watch.laps()
    await this.unlessFailed(async ({ campaign, variants }) => {
      await variants.attack(part(VARIANTS, deadline))
      await campaign.run(part(1 - SHRINKING, deadline))
      if (!this.hasDecisiveCase(campaign.counted.tally)) await campaign.run(deadline)
    })
    const evidence = await this.evidence(deadline)
    lap('wall')
    return evidence
  }

  private async evidence(deadline: number): Promise<ClaimEvidence> {
    const { loaded, options, range } = this
    const { seed, demand, signal } = options
    try {
      if (this.failure || !this.parts) throw this.failure?.error
      const { tally, end } = this.parts.campaign.counted
      const variants = this.parts.variants.evidence()
      const lap = this.watch.laps()
      const decisive = await decisiveCases(loaded.claim, options, tally, deadline)
      const starts = walksIn(options.shard, loaded.claim) ? options.starts : undefined
      const search = starts === undefined ? undefined : await searchClaim(loaded.claim, seed, starts)
      lap('certificates')
      const tried = { seed, demand, range: { ...range, to: end } }
      return await concluded(loaded, tried, { tally, variants, decisive, search })
    } catch (error) {
      if (signal?.aborted || error instanceof EngineError) throw error
      return failedClaim(loaded, failureOf(error, seed, loaded.file), range, seed)
    }
  }

  private async unlessFailed(attack: (parts: Parts) => Promise<void>): Promise<void> {
    if (this.failure) return
    try {
      await attack((this.parts ??= this.begin()))
    } catch (error) {
      this.options.signal?.throwIfAborted()
      this.failure = { error }
    }
  }

  private begin(): Parts {
    const { loaded, options, range } = this
    const { seconds, onProgress, ...others } = options
    const campaign = new Campaign(loaded.claim, {
      ...others,
      from: range.from,
      to: seconds === undefined ? range.to : Number.MAX_SAFE_INTEGER,
      sampleFrom: casesAsked(loaded.claim, options).from,
      place: { file: loaded.file, version: versionOf(loaded) },
      onProgress: (done) => onProgress?.(done, range.to - range.from),
    })
    return { campaign, variants: new VariantTrials(loaded, options) }
  }

  private hasDecisiveCase({ firstViolated, firstViolatedFloat32, subjects }: Tally): boolean {
    const found =
      this.loaded.claim.kind === 'exists'
        ? subjects.flatMap(({ firstSatisfied, firstSatisfiedFloat32 }) => [
            firstSatisfied,
            firstSatisfiedFloat32,
          ])
        : [firstViolatedFloat32]
    return [firstViolated, ...found].some((index) => index !== undefined)
  }
}
