import { memoryOf, pickLanes, type Batch } from '../arithmetic/batch.ts'
import type { Limits } from '../arithmetic/device/device.ts'
import { judgeReturned } from '../arithmetic/device/judge-returned.ts'
import type { Returned } from '../arithmetic/device/returned.ts'
import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { BatchSizes } from './batch-sizes.ts'
import { drawGroups, type CaseGroup } from './case-group.ts'
import { decideOverReals } from './decide-over-reals.ts'
import type { Cases, Executor } from './executor.ts'
import { joined, outcomesOf, type Outcomes } from './outcomes.ts'
import { higherTiers } from './scalar-tiers.ts'

/** Lanes tried for the loops of the interval tier, whose arrays should fit into a cache. */
const LANES = [256, 64, 1024]

/** Draws, judges and decides in this thread. */
export class InlineExecutor implements Executor {
  readonly ahead = 0
  private readonly programs: ClaimPrograms
  private readonly sizes: BatchSizes

  /**
   * @param batch lanes that are decided together, where they are not to be measured
   * @param watch is told what the time goes to
   * @param memory where cases stand
   */
  constructor(
    private readonly claim: Claim,
    private readonly seed: number,
    batch?: number,
    readonly watch = new Stopwatch(),
    private readonly memory = FloatMemory.ofThread,
  ) {
    this.programs = ClaimPrograms.of(claim)
    this.sizes = new BatchSizes(LANES, batch)
  }

  draw(from: number, to: number): Promise<CaseGroup[]> {
    const lap = this.watch.laps()
    const groups = drawGroups(this.claim, this.seed, from, to, this.memory)
    lap('drawing')
    // Whoever draws a case mostly judges others of its shape.
    this.programs.recordAhead(groups)
    return Promise.resolve(groups)
  }

  release(groups: readonly CaseGroup[]): void {
    for (const { batch } of groups) this.giveBack(batch)
  }

  judge(
    { subject, batch }: Pick<Cases, 'subject' | 'batch'>,
    returned: Returned,
    limits: Limits,
  ): Promise<Outcomes> {
    const { implementation } = this.programs.of(subject, batch.shapes)
    const { reals, float32 } = judgeReturned(implementation, batch, limits, returned, this.watch)
    const tier = returned.mode === 'running' ? 'running' : 'device'
    return Promise.resolve(outcomesOf(implementation, tier, reals, float32))
  }

  async decide(cases: Cases, lanes: readonly number[]): Promise<Outcomes> {
    const { subject, batch, sampled } = cases
    const { definition } = this.programs.of(subject, batch.shapes)
    const higher = await higherTiers()
    const parts: Outcomes[] = []
    await this.sizes.inParts(cases, lanes.length, definition, (from, to) => {
      const picked = pickLanes(batch, lanes.slice(from, to), this.memory)
      const confirmed = (lane: number): boolean => sampled[from + lane] === 1
      parts.push(decideOverReals(definition, picked, higher, confirmed, this.watch))
      this.giveBack(picked)
    })
    return joined(parts)
  }

  help(): Promise<boolean> {
    return Promise.resolve(false)
  }

  private giveBack(batch: Batch): void {
    for (const numbers of memoryOf(batch)) this.memory.giveBack(numbers)
  }
}
