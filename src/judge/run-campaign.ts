import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { CaseRunner, type Stopwatch } from './run-cases.ts'
import { Tally } from './tally.ts'

/** Cases drawn before they are put into batches by shape; bounds what is in memory at a time. */
const CHUNK = 8192

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

/**
 * Decides the cases [from, to) of a claim, or as many as fit into the given seconds.
 *
 * @param until stops early, between chunks, once it says so
 * @throws {ClaimError} when the claim's code throws; the signal's reason when aborted.
 */
export async function runCampaign(
  claim: Claim,
  options: CampaignOptions & { from: number; to: number; chunk?: number },
  until: (tally: Tally) => boolean = () => false,
): Promise<Campaign> {
  const { engine, seed, from, to, signal, seconds, chunk = CHUNK } = options
  const runner = new CaseRunner(claim, engine, seed, options.batch)
  const tally = new Tally(claim.cover?.length ?? 0)
  const deadline = seconds === undefined ? Infinity : performance.now() + 1000 * seconds
  const end = seconds === undefined ? to : Infinity
  let at = from
  while (at < end && performance.now() < deadline && !until(tally)) {
    signal?.throwIfAborted()
    const next = Math.min(at + chunk, end)
    const { outcomes, cases } = await attributed(runner, at, next)
    outcomes.forEach((outcome, i) => tally.add(at + i, outcome, cases[i]!))
    at = next
    options.onProgress?.(at - from, Math.min(end, to) - from)
  }
  return { tally, end: at, stopwatch: runner.stopwatch }
}

/** Runs a chunk; when the claim's code throws, finds the first case with which it does. */
async function attributed(runner: CaseRunner, from: number, to: number) {
  try {
    return await runner.run(from, to)
  } catch (error) {
    for (let index = from; index < to; index++) {
      try {
        await runner.run(index, index + 1)
      } catch (single) {
        throw new ClaimError(index, single)
      }
    }
    throw new ClaimError(from, error)
  }
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
      reached: tally.covered[i]!,
      cases: tally.tried,
      met: tally.covered[i]! >= c.atLeast * tally.tried,
    })),
  }
}
