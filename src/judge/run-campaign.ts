import type { Claim } from '../claim/claim.ts'
import { EngineError } from '../engine/entry.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { ArraysArbitrary } from '../generate/arrays.ts'
import type { CampaignOptions } from './campaign-options.ts'
import type { CaseGroup } from './case-group.ts'
import { FloatMemory } from '../arithmetic/float-memory.ts'
import { breathe } from './breathe.ts'
import type { Hands } from './hands.ts'
import { inlineHands } from './inline-hands.ts'
import { CaseRunner, type Begun, type Stopwatch } from './run-cases.ts'
import { Tally } from './tally.ts'
import type { ClaimPlace } from './threads/job.ts'
import { pooledHands } from './threads/pooled-hands.ts'

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
interface Drawn {
  readonly from: number
  readonly to: number
  readonly groups: Promise<readonly CaseGroup[]>
}

/**
 * Decides the cases [from, to) of a claim, or as many as fit into the given seconds. While the device decides one
 * range of cases, other threads draw the next ones and decide what it left open of the last ones; outcomes are
 * counted in the order of their indices.
 *
 * @param options `place` says where the claim lies, so that the threads of `pool` find it
 * @param until stops early, between chunks, once it says so
 * @throws {ClaimError} when the claim's code throws; {EngineError} when the engine fails; the signal's reason when aborted.
 */
export async function runCampaign(
  claim: Claim,
  options: CampaignOptions & { from: number; to: number; chunk?: number; place?: ClaimPlace },
  until: (tally: Tally) => boolean = () => false,
): Promise<Campaign> {
  const { engine, seed, from, to, signal, seconds, chunk = chunkOf(claim) } = options
  const hands = handsFor(claim, options)
  const runner = new CaseRunner(claim, engine, seed, hands, options.batch)
  const tally = new Tally(claim.cover?.length ?? 0)
  const deadline = seconds === undefined ? Infinity : performance.now() + 1000 * seconds
  const end = seconds === undefined ? to : Infinity
  const drawn: Drawn[] = []
  const begun: (Begun & { from: number; to: number })[] = []
  let next = from
  let done = from
  const goesOn = (): boolean => next < end && performance.now() < deadline && !until(tally)
  try {
    while (goesOn() || drawn.length > 0 || begun.length > 0) {
      signal?.throwIfAborted()
      while (drawn.length <= hands.ahead && goesOn()) {
        const upTo = Math.min(next + chunk, end)
        const started = performance.now()
        drawn.push({ from: next, to: upTo, groups: quietly(hands.drawer.draw(next, upTo)) })
        runner.stopwatch.generate += performance.now() - started
        next = upTo
      }
      const range = drawn.shift()
      if (range) begun.push({ ...range, ...(await begin(range)) })
      if (begun.length > hands.ahead || !range) await settle()
      if (until(tally)) break
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof EngineError ? error : await attributed(error)
  }
  return { tally, end: done, stopwatch: runner.stopwatch }

  async function begin(range: Drawn): Promise<Begun> {
    const started = performance.now()
    const groups = await helped(range.groups)
    runner.stopwatch.generate += performance.now() - started
    const begun = await runner.begin(range.from, range.to, groups)
    void quietly(begun.outcomes)
    return begun
  }

  async function settle(): Promise<void> {
    const oldest = begun.shift()
    if (!oldest) return
    const started = performance.now()
    tally.add(await helped(oldest.outcomes), oldest.from, oldest.groups)
    hands.drawer.done(oldest.groups)
    if (hands.ahead > 0) runner.stopwatch.climb += performance.now() - started
    done = oldest.to
    options.onProgress?.(done - from, Math.min(end, to) - from)
  }

  /** Waits for what other threads do, and does some of it meanwhile. */
  async function helped<T>(promise: Promise<T>): Promise<T> {
    let settled = false
    const settle = (): void => void (settled = true)
    promise.then(settle, settle)
    do await breathe()
    while (!settled && (await hands.help()))
    return promise
  }

  /** Finds the first case with which the claim's code throws, since that of a chunk does not say. */
  async function attributed(error: unknown): Promise<ClaimError> {
    const single = new CaseRunner(claim, engine, seed, inlineHands(claim, seed, FloatMemory.ofThread), 1)
    for (let index = done; index < next; index++) {
      try {
        await single.run(index, index + 1)
      } catch (thrown) {
        return new ClaimError(index, thrown)
      }
    }
    return new ClaimError(done, error)
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
