import { pickLanes, type Batch } from '../arithmetic/batch.ts'
import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { BatchSizes } from './batch-sizes.ts'
import { drawGroups, type CaseGroup } from './case-group.ts'
import { decideOverReals } from './decide-over-reals.ts'
import type { Cases, Executor } from './executor.ts'
import { joined, type Outcomes } from './outcomes.ts'
import { higherTiers } from './scalar-tiers.ts'

/** Lanes tried for the loops of the interval tier, whose arrays should fit into a cache. */
const LANES = [256, 64, 1024]

/** Draws and decides in this thread. */
export class InlineExecutor implements Executor {
  readonly ahead = 0
  private readonly memory = FloatMemory.ofThread
  private readonly programs: ClaimPrograms
  private readonly sizes: BatchSizes

  /** @param batch lanes that are decided together, where they are not to be measured */
  constructor(
    private readonly claim: Claim,
    private readonly seed: number,
    batch?: number,
    readonly watch = new Stopwatch(),
  ) {
    this.programs = new ClaimPrograms(claim)
    this.sizes = new BatchSizes(LANES, batch)
  }

  draw(from: number, to: number): Promise<CaseGroup[]> {
    const lap = this.watch.laps()
    const groups = drawGroups(this.claim, this.seed, from, to, this.memory)
    lap('drawing')
    return Promise.resolve(groups)
  }

  release(groups: readonly CaseGroup[]): void {
    for (const { batch } of groups) this.giveBack(batch)
  }

  async decide(cases: Cases, lanes: readonly number[]): Promise<Outcomes> {
    const { subject, batch, sampled } = cases
    const { definition } = this.programs.of(subject, batch.shapes)
    const higher = await higherTiers()
    const parts: Outcomes[] = []
    await this.sizes.inParts(cases, lanes.length, definition, (from, to) => {
      const picked = pickLanes(batch, lanes.slice(from, to), this.memory)
      const confirmed = (lane: number): boolean => sampled[lanes[from + lane]] === 1
      parts.push(decideOverReals(definition, picked, higher, confirmed, this.watch))
      this.giveBack(picked)
    })
    return joined(parts)
  }

  help(): Promise<boolean> {
    return Promise.resolve(false)
  }

  private giveBack({ data }: Batch): void {
    for (const floats of Object.values(data)) this.memory.giveBack(floats)
  }
}
