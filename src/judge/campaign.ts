import type { Claim } from '../claim/claim.ts'
import { EngineError } from '../engine/entry.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { ArraysArbitrary } from '../generate/arrays.ts'
import type { CampaignOptions } from './campaign-options.ts'
import type { CaseGroup } from './case-group.ts'
import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import { breathe } from './breathe.ts'
import type { Hands } from './executor.ts'
import { inlineHands } from './inline-executor.ts'
import { CaseRunner, type Begun, type Stopwatch } from './device-filter.ts'
import { Tally } from './tally.ts'
import type { ClaimPlace } from './threads/job.ts'
import { pooledHands } from './threads/pooled-executor.ts'

/** Cases drawn together, then put into batches by shape: at most so many, and no more than about so many numbers. */
const MOST_CASES = 8192
const NUMBERS = 2 ** 22

/** An error of a claim's own code, with the case at which it happened. */
export class ClaimError extends Error {
  override name = 'ClaimError'
  constructor(
    readonly caseIndex: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

export interface Campaign {
  readonly tally: Tally
  /** The first index that was not tried. */
  readonly end: number
  readonly stopwatch: Stopwatch
}

/** A range of cases on its way. */
interface Range {
  readonly from: number
  readonly to: number
}
type Drawn = Range & { readonly groups: Promise<readonly CaseGroup[]> }

export type RunOptions = CampaignOptions & { from: number; to: number; chunk?: number; place?: ClaimPlace }

/**
 * Decides the cases [from, to) of a claim, or as many as fit into the given seconds. While the device decides one
 * range of cases, other threads draw the next ones and decide what it left open of the last ones; outcomes are
 * counted in the order of their indices.
 *
 * @param options `place` says where the claim lies, so that the threads of `pool` find it
 * @param until stops early, between chunks, once it says so
 * @throws {ClaimError} when the claim's code throws; {EngineError} when the engine fails; the signal's reason when aborted.
 */
export const runCampaign = (
  claim: Claim,
  options: RunOptions,
  until: (tally: Tally) => boolean = () => false,
): Promise<Campaign> => new Run(claim, options, until).result()

/** A campaign while it runs. */
class Run {
  private readonly hands: Hands
  private readonly runner: CaseRunner
  private readonly tally: Tally
  private readonly deadline: number
  private readonly end: number
  private readonly drawn: Drawn[] = []
  private readonly begun: (Begun & Range)[] = []
  /** The first index that is not drawn, and the first that is not counted. */
  private next: number
  private done: number

  constructor(
    private readonly claim: Claim,
    private readonly options: RunOptions,
    private readonly until: (tally: Tally) => boolean,
  ) {
    const { engine, seed, batch, seconds, from, to } = options
    this.hands = handsFor(claim, options)
    this.runner = new CaseRunner(claim, engine, seed, this.hands, batch)
    this.tally = new Tally(claim.cover?.length ?? 0)
    this.deadline = seconds === undefined ? Infinity : performance.now() + 1000 * seconds
    this.end = seconds === undefined ? to : Infinity
    this.next = this.done = from
  }

  async result(): Promise<Campaign> {
    const { signal } = this.options
    try {
      while (this.goesOn() || this.drawn.length > 0 || this.begun.length > 0) {
        signal?.throwIfAborted()
        this.drawAhead()
        const range = this.drawn.shift()
        if (range) await this.begin(range)
        if (this.begun.length > this.hands.ahead || !range) await this.settle()
        if (this.until(this.tally)) break
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw error instanceof EngineError ? error : await this.attributed(error)
    }
    return { tally: this.tally, end: this.done, stopwatch: this.runner.stopwatch }
  }

  private goesOn(): boolean {
    return this.next < this.end && performance.now() < this.deadline && !this.until(this.tally)
  }

  private drawAhead(): void {
    const { chunk = chunkOf(this.claim) } = this.options
    while (this.drawn.length <= this.hands.ahead && this.goesOn()) {
      const started = performance.now()
      const [from, to] = [this.next, Math.min(this.next + chunk, this.end)]
      this.drawn.push({ from, to, groups: quietly(this.hands.drawer.draw(from, to)) })
      this.runner.stopwatch.generate += performance.now() - started
      this.next = to
    }
  }

  private async begin({ from, to, groups }: Drawn): Promise<void> {
    const started = performance.now()
    const cases = await this.helped(groups)
    this.runner.stopwatch.generate += performance.now() - started
    const begun = await this.runner.begin(from, to, cases)
    void quietly(begun.outcomes)
    this.begun.push({ from, to, ...begun })
  }

  /** Counts the oldest range. */
  private async settle(): Promise<void> {
    const oldest = this.begun.shift()
    if (!oldest) return
    const started = performance.now()
    this.tally.add(await this.helped(oldest.outcomes), oldest.from, oldest.groups)
    this.hands.drawer.done(oldest.groups)
    if (this.hands.ahead > 0) this.runner.stopwatch.climb += performance.now() - started
    this.done = oldest.to
    const { from, to, onProgress } = this.options
    onProgress?.(this.done - from, Math.min(this.end, to) - from)
  }

  /** Waits for what other threads do, and does some of it meanwhile. */
  private async helped<T>(promise: Promise<T>): Promise<T> {
    let settled = false
    const settle = (): void => void (settled = true)
    promise.then(settle, settle)
    do await breathe()
    while (!settled && (await this.hands.help()))
    return promise
  }

  /** Finds the first case with which the claim's code throws, since that of a chunk does not say. */
  private async attributed(error: unknown): Promise<ClaimError> {
    const { engine, seed } = this.options
    const hands = inlineHands(this.claim, seed, FloatMemory.ofThread)
    const single = new CaseRunner(this.claim, engine, seed, hands, 1)
    for (let index = this.done; index < this.next; index++) {
      try {
        await single.run(index, index + 1)
      } catch (thrown) {
        return new ClaimError(index, thrown)
      }
    }
    return new ClaimError(this.done, error)
  }
}

/** Does not depend on how the campaign goes, so that where it ends does not either. */
function chunkOf({ inputs }: Claim): number {
  if (!(inputs instanceof ArraysArbitrary)) return MOST_CASES
  return Math.max(1, Math.min(MOST_CASES, Math.floor(NUMBERS / inputs.meanSize)))
}

function handsFor(claim: Claim, options: CampaignOptions & { place?: ClaimPlace }): Hands {
  const { pool, place, seed, batch } = options
  return pool && pool.threads > 0 && place
    ? pooledHands(pool, claim, place, seed, batch)
    : inlineHands(claim, seed, FloatMemory.ofThread, batch)
}

/** A promise that may be left behind: its failure counts when somebody awaits it. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** What the inputs of a campaign were, for the evidence. */
export function labelsOf(claim: Claim, tally: Tally): ClaimEvidence['inputs'] {
  const sorted = (record: Record<string, number>) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    shapes: Object.keys(sorted(tally.shapes)),
    distributions: sorted(tally.distributions),
    coverage: (claim.cover ?? []).map((c, i) => ({
      name: c.name,
      atLeast: c.atLeast,
      reached: tally.covered[i],
      cases: tally.tried,
      met: tally.covered[i] >= c.atLeast * tally.tried,
    })),
  }
}
