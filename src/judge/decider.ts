import { pickLanes } from '../arithmetic/batch.ts'
import type { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { sizeOf } from '../program/shape.ts'
import { decideOverReals } from './decide-over-reals.ts'
import { breathe } from './breathe.ts'
import type { CaseDecider, Cases } from './executor.ts'
import { joined, type Outcomes } from './outcomes.ts'
import { INTERVAL_LANES, Planner } from './batch-sizes.ts'
import { higherTiers } from './scalar-tiers.ts'

/**
 * Equalities that enclosures leave consistent are confirmed exactly in the cases of smaller index: exact arithmetic
 * takes a thousand times as long.
 */
export const CONFIRMED = 1536

/** Decides cases in this thread. */
export class InlineDecider implements CaseDecider {
  private readonly planner: Planner
  private readonly programs: ClaimPrograms

  /** @param batch lanes that are decided together, where they are not to be measured */
  constructor(
    claim: Claim,
    private readonly memory: FloatMemory,
    batch?: number,
  ) {
    this.planner = new Planner(INTERVAL_LANES, batch)
    this.programs = new ClaimPrograms(claim)
  }

  async decide({ subject, batch, indices }: Cases, lanes: readonly number[]): Promise<Outcomes> {
    const { names, shapes } = batch
    const floats = names.reduce((sum, name) => sum + sizeOf(shapes[name]), 0)
    const key = `${subject} ${names.map((name) => shapes[name].join('×')).join(' ')}`
    const { definition } = this.programs.of(subject, shapes)
    const higher = await higherTiers()
    const parts: Outcomes[] = []
    for (let at = 0; at < lanes.length;) {
      const from = at
      const asked = this.planner.lanes(key, floats)
      const to = Math.min(lanes.length, at + asked)
      const started = performance.now()
      const picked = pickLanes(batch, lanes.slice(at, to), this.memory)
      const confirmed = (lane: number): boolean => indices[lanes[from + lane]] < CONFIRMED
      parts.push(decideOverReals(definition, picked, higher, confirmed))
      for (const name of names) this.memory.giveBack(picked.data[name])
      this.planner.measured(key, to - at, asked, performance.now() - started)
      at = to
      await breathe()
    }
    return joined(parts)
  }
}
