import type { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import type { Claim } from '../claim/claim.ts'
import { drawGroups, type CaseGroup } from './case-group.ts'
import type { CaseDrawer } from './executor.ts'

/** Draws cases in this thread. */
export class InlineDrawer implements CaseDrawer {
  /** @param memory where their numbers stand */
  constructor(
    private readonly claim: Claim,
    private readonly seed: number,
    private readonly memory: FloatMemory,
  ) {}

  draw(from: number, to: number): Promise<CaseGroup[]> {
    return Promise.resolve(drawGroups(this.claim, this.seed, from, to, this.memory))
  }

  done(groups: readonly CaseGroup[]): void {
    for (const { batch } of groups) for (const name of batch.names) this.memory.giveBack(batch.data[name])
  }
}
