import { setImmediate as nextTurn } from 'node:timers/promises'
import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Claim } from '../claim/claim.ts'
import { EngineError } from '../engine/entry.ts'
import { CaseError } from '../generate/case-error.ts'
import { TimeLimitError } from '../generate/own-code.ts'
import { chunkOf, Pace } from './budget/pace.ts'
import type { CaseOptions } from './campaign-options.ts'
import type { CaseGroup } from './case-group.ts'
import { ClaimError } from './claim-error.ts'
import { DeviceFilter } from './device-filter.ts'
import { demandSameAgain } from './drawn-again.ts'
import type { Executor } from './executor.ts'
import { InlineExecutor } from './inline-executor.ts'
import { NoFilter } from './no-filter.ts'
import type { Outcomes } from './outcomes.ts'
import { quietly } from './quietly.ts'
import { Tally } from './tally.ts'
import { ThreadError } from './threads/case-thread.ts'
import type { ClaimPlace } from './threads/job.ts'
import { PooledExecutor } from './threads/pooled-executor.ts'

/** Cases of the first range that are drawn a second time; one of each later range is. */
const DRAWN_AGAIN = 4
/** Ranges that are in work beside the oldest of a search, of which several may go on at once. */
const SEARCH_AHEAD = 4

/** What a campaign counted. */
export interface Counted {
  readonly tally: Tally
  /** The first index that was not tried. */
  readonly end: number
}

/** A range of cases on its way: drawn, then handed over to the device. */
interface Drawn {
  readonly from: number
  readonly to: number
  readonly groups: Promise<readonly CaseGroup[]>
}
interface Begun extends Drawn {
  readonly outcomes: Promise<Outcomes>
}

export type RunOptions = Omit<CaseOptions, 'seconds' | 'like'> & {
  from: number
  to: number
  /** Where the exact sample begins: `from` when left out. */
  sampleFrom?: number
  chunk?: number
  place?: ClaimPlace
}

/**
 * Decides the cases [from, to) of a claim. While the device computes one range of cases, other threads draw the next ones,
 * judge its numbers for the last ones, and decide what these leave open; outcomes are counted in the order of their
 * indices.
 *
 * @param options `place` says where the claim lies, so that the threads of `pool` find it
 * @param until stops early, between chunks, once it says so
 * @throws as `Campaign.run`
 */
export async function runCampaign(
  claim: Claim,
  options: RunOptions,
  until?: (tally: Tally) => boolean,
): Promise<Counted> {
  const campaign = new Campaign(claim, options, until)
  await campaign.run()
  return campaign.counted
}

/** A campaign that stops when its time is over, and goes on where it stopped. */
export class Campaign {
  private readonly executor: Executor
  private readonly filter: Pick<DeviceFilter, 'begin' | 'run'>
  private readonly tally: Tally
  private readonly watch: Stopwatch
  private pace: Pace | undefined
  private readonly drawn: Drawn[] = []
  private readonly begun: Begun[] = []
  /** The first index that is not drawn, and the first that is not counted. */
  private next: number
  private done: number

  /** @throws {RangeError} when the range leaves the safe integers */
  constructor(
    private readonly claim: Claim,
    private readonly options: RunOptions,
    private readonly until?: (tally: Tally) => boolean,
  ) {
    const { seed, batch, from, to, pool, place, watch = new Stopwatch() } = options
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to))
      throw new RangeError(
        `cases ${from} to ${to} leave the safe integers; end the range at 2^53 - 1 or before`,
      )
    this.watch = watch
    this.executor =
      pool && pool.threads > 0 && place
        ? new PooledExecutor(
            pool,
            new InlineExecutor(claim, seed, batch, watch, FloatMemory.shared),
            place,
            seed,
            batch,
          )
        : new InlineExecutor(claim, seed, batch, watch)
    this.filter = this.filterOf(options, this.executor)
    this.tally = new Tally(claim)
    this.next = this.done = from
  }

  /** What was counted up to now. */
  get counted(): Counted {
    return { tally: this.tally, end: this.done }
  }

  /** Whether all was counted that will be. */
  get isOver(): boolean {
    return this.done >= this.options.to || this.until?.(this.tally) === true
  }

  /** How many ranges are in work beside the oldest: none of a search that the first range may end, as it does mostly. */
  private get ahead(): number {
    if (!this.until) return this.executor.ahead
    return this.done === this.options.from ? 0 : Math.min(this.executor.ahead, SEARCH_AHEAD)
  }

  /** Milliseconds that a case takes, of late; 0 where nothing is known. */
  get milliseconds(): number {
    return this.pace?.milliseconds ?? 0
  }

  /**
   * Counts cases until all are counted, or until the time comes; the ranges are the smaller then, the less of it is left.
   *
   * @param deadline of `performance.now()`
   * @throws {ClaimError} when the claim's code throws, does not end, or draws one case in two ways; {EngineError} when the
   * engine fails; the signal's reason when aborted
   */
  async run(deadline = Infinity): Promise<void> {
    const { signal } = this.options
    try {
      this.pace ??= new Pace(chunkOf(this.claim, this.options))
      this.pace.begin()
      while (!this.isOver && performance.now() < deadline) {
        signal?.throwIfAborted()
        this.drawAhead(this.pace, deadline)
        const range = this.drawn.shift()
        if (range) await this.begin(range)
        if (!range && this.begun.length === 0) break
        if (!range || this.begun.length > this.ahead) await this.settle(this.pace)
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw error instanceof EngineError ? error : await this.attributed(error)
    }
  }

  private filterOf({ engine, sampleFrom, ...options }: RunOptions, executor: Executor) {
    const filter = { ...options, from: sampleFrom ?? options.from }
    return engine
      ? new DeviceFilter(this.claim, { ...filter, engine }, executor)
      : new NoFilter(this.claim, filter, executor)
  }

  private drawAhead(pace: Pace, deadline: number): void {
    while (this.drawn.length <= this.ahead && this.next < this.options.to) {
      const cases = pace.next(this.next - this.done, deadline)
      if (cases === 0) return
      const [from, to] = [this.next, Math.min(this.next + cases, this.options.to)]
      this.drawn.push({ from, to, groups: quietly(this.executor.draw(from, to)) })
      this.next = to
    }
  }

  private async begin(range: Drawn): Promise<void> {
    const groups = await this.helped(range.groups)
    const { seed, from } = this.options
    const lap = this.watch.laps()
    demandSameAgain(this.claim, seed, groups, range.from === from ? DRAWN_AGAIN : 1)
    lap('drawing')
    const { outcomes } = await this.filter.begin(range.from, range.to, groups)
    this.begun.push({ ...range, outcomes: quietly(outcomes) })
  }

  /** Counts the oldest range. */
  private async settle(pace: Pace): Promise<void> {
    const oldest = this.begun.shift()
    if (!oldest) return
    const groups = await oldest.groups
    const outcomes = await this.helped(oldest.outcomes)
    const { from, to, onProgress, onCases } = this.options
    const lap = this.watch.laps()
    this.tally.add(outcomes, oldest.from, groups)
    lap('judging')
    onCases?.(outcomes, oldest.from, groups)
    this.executor.release(groups)
    this.done = oldest.to
    pace.settled(oldest.to - oldest.from)
    onProgress?.(this.done - from, to - from)
  }

  /** Waits for what other threads do, and does some of it meanwhile. */
  private async helped<T>(promise: Promise<T>): Promise<T> {
    let settled = false
    const settle = (): void => void (settled = true)
    promise.then(settle, settle)
    do await nextTurn()
    while (!settled && !this.options.signal?.aborted && (await this.executor.help()))
    return this.unlessAborted(promise)
  }

  /**
   * What another thread does may never end. Each wait has a listener of its own: a race with one promise for all of them
   * would keep every result.
   */
  private async unlessAborted<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.options
    if (!signal) return promise
    let stop!: () => void
    const aborted = new Promise<never>((_, reject) => (stop = () => reject(signal.reason as Error)))
    signal.addEventListener('abort', stop)
    try {
      signal.throwIfAborted()
      return await Promise.race([promise, aborted])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Finds the first case with which the claim's code throws, since that of a chunk does not say. */
  private async attributed(error: unknown): Promise<ClaimError> {
    if (error instanceof CaseError) return new ClaimError(error.caseIndex, error)
    // What never ends is not begun once more, nor what took a whole thread with it.
    if (error instanceof TimeLimitError || error instanceof ThreadError)
      return new ClaimError(undefined, error)
    const inline = new InlineExecutor(this.claim, this.options.seed)
    const single = this.filterOf({ ...this.options, batch: 1 }, inline)
    for (let index = this.done; index < this.next; index++) {
      try {
        await single.run(index, index + 1)
      } catch (thrown) {
        return new ClaimError(index, thrown)
      }
    }
    return new ClaimError(undefined, error)
  }
}
