import { pickLanes } from '../arithmetic/case.ts'
import { FloatMemory } from '../arithmetic/float-memory.ts'
import type { Claim } from '../claim/claim.ts'
import type { CaseGroup } from './case-group.ts'
import { InlineSource, joined, type CaseSource, type Climbing } from './case-source.ts'
import type { DecidedReport } from './decide.ts'
import { doJob, type ClaimPlace, type Drawer } from './job.ts'
import type { WorkerPool } from './worker-pool.ts'

/** Cases that reach a thread at a time, to be decided in enclosures. */
const MOST_CLIMBERS = 1024
const FEWEST_CLIMBERS = 64

/** Lets the threads of a pool draw and decide, and does some of it itself instead of waiting for them. */
export class PoolSource implements CaseSource {
  readonly ahead: number
  private readonly memory = new FloatMemory(true)
  private readonly inline: InlineSource
  private readonly job
  private readonly drawers = new WeakMap<readonly CaseGroup[], Drawer>()

  /** @param place where the claim lies, so that the threads find it */
  constructor(
    private readonly pool: WorkerPool,
    claim: Claim,
    place: ClaimPlace,
    seed: number,
    batch?: number,
  ) {
    this.ahead = 2 * pool.threads + 2
    this.inline = new InlineSource(claim, seed, batch)
    this.job = { place, seed, batch }
  }

  async draw(from: number, to: number): Promise<readonly CaseGroup[]> {
    const { by, result } = await this.pool.ask({ ...this.job, ask: 'draw', from, to })
    const groups = result as readonly CaseGroup[]
    this.drawers.set(groups, by)
    return groups
  }

  async climb({ subject, batch, indices }: Climbing, lanes: readonly number[]): Promise<DecidedReport> {
    const share = Math.ceil(lanes.length / this.pool.threads)
    const size = Math.min(MOST_CLIMBERS, Math.max(FEWEST_CLIMBERS, share))
    const parts = Array.from({ length: Math.ceil(lanes.length / size) }, (_, i) => {
      const part = lanes.slice(i * size, (i + 1) * size)
      const cases = pickLanes(batch, part, this.memory)
      return { cases, indices: Float64Array.from(part, (lane) => indices[lane]) }
    })
    const answers = await Promise.all(
      parts.map((part) => this.pool.ask({ ...this.job, ask: 'climb', subject, ...part })),
    )
    for (const { cases } of parts)
      for (const floats of Object.values(cases.data)) this.memory.giveBack(floats)
    return joined(answers.map(({ result }) => result as DecidedReport))
  }

  done(groups: readonly CaseGroup[]): void {
    this.drawers.get(groups)?.done(groups)
  }

  async help(): Promise<boolean> {
    const { place, seed } = this.job
    const waiting = this.pool.reclaim((job) => job.place === place && job.seed === seed)
    if (!waiting) return false
    try {
      waiting.resolve(this.inline, await doJob(waiting.job, this.inline))
    } catch (error) {
      waiting.reject(error)
    }
    return true
  }
}
