import { pickLanes } from '../../arithmetic/batch.ts'
import type { Limits } from '../../arithmetic/device/device.ts'
import type { Returned } from '../../arithmetic/device/returned.ts'
import { FloatMemory } from '../../arithmetic/numbers/float-memory.ts'
import type { CaseGroup } from '../case-group.ts'
import type { Cases, Executor } from '../executor.ts'
import type { InlineExecutor } from '../inline-executor.ts'
import { joined, type Outcomes } from '../outcomes.ts'
import { doJob, type ClaimPlace, type Drawer } from './job.ts'
import type { WorkerPool } from './worker-pool.ts'

/** Cases that reach a thread at a time, to be decided in enclosures. */
const MOST_CASES = 1024
const FEWEST_CASES = 64
/** Parts of such cases for each thread, this one too: the last one to end keeps the others waiting the less, the smaller it is. */
const PARTS = 4

/**
 * Ranges that are drawn before they are needed, so that they take a gibibyte at most, together with those of variants,
 * however many threads there are.
 */
const MOST_AHEAD = 48

/** Lets the threads of a pool draw, judge and decide, and does some of it itself instead of waiting for them. */
export class PooledExecutor implements Executor {
  readonly ahead: number
  private readonly drawnBy = new WeakMap<readonly CaseGroup[], Drawer>()
  private readonly memory = FloatMemory.shared

  /**
   * @param own does what this thread does itself
   * @param place where the claim lies, so that the threads find it
   */
  constructor(
    private readonly pool: WorkerPool,
    private readonly own: InlineExecutor,
    private readonly place: ClaimPlace,
    private readonly seed: number,
    private readonly batch?: number,
  ) {
    this.ahead = Math.min(MOST_AHEAD, 2 * pool.threads + 2)
  }

  async draw(from: number, to: number): Promise<readonly CaseGroup[]> {
    const { place, seed, batch } = this
    const { by, result } = await this.pool.ask({ place, seed, batch, ask: 'draw', from, to }, this.own.watch)
    const groups = result as readonly CaseGroup[]
    this.drawnBy.set(groups, by)
    return groups
  }

  release(groups: readonly CaseGroup[]): void {
    this.drawnBy.get(groups)?.release(groups)
  }

  async judge(
    { subject, batch: cases }: Pick<Cases, 'subject' | 'batch'>,
    returned: Returned,
    limits: Limits,
  ): Promise<Outcomes> {
    const { place, seed, batch, pool, memory, own } = this
    const copied: Float32Array[] = []
    // A message takes along all the memory behind an array, and an engine may go on with its own.
    const copy = (from: Float32Array): Float32Array => {
      const into = memory.take(from.length)
      into.set(from)
      copied.push(into)
      return into
    }
    const shared = {
      ...returned,
      arrays: returned.arrays.map(
        ([value, { values, errors }]) =>
          [value, { values: copy(values), errors: errors && copy(errors) }] as const,
      ),
    }
    const job = { place, seed, batch, ask: 'judge', subject, cases, returned: shared, limits } as const
    const { result } = await pool.ask(job, own.watch)
    for (const floats of copied) memory.giveBack(floats)
    return result as Outcomes
  }

  async decide({ subject, batch: drawn, sampled }: Cases, lanes: readonly number[]): Promise<Outcomes> {
    const { place, seed, batch, pool, memory, own } = this
    const share = Math.ceil(lanes.length / (PARTS * (pool.threads + 1)))
    const size = Math.min(MOST_CASES, Math.max(FEWEST_CASES, share))
    const parts = Array.from({ length: Math.ceil(lanes.length / size) }, (_, i) => {
      const part = lanes.slice(i * size, (i + 1) * size)
      const cases = pickLanes(drawn, part, memory)
      return { subject, cases, sampled: sampled.slice(i * size, (i + 1) * size) }
    })
    const answers = await Promise.all(
      parts.map((part) => pool.ask({ place, seed, batch, ask: 'decide', ...part }, own.watch)),
    )
    for (const { cases } of parts) for (const floats of Object.values(cases.data)) memory.giveBack(floats)
    return joined(answers.map(({ result }) => result as Outcomes))
  }

  async help(): Promise<boolean> {
    const { pool, own, place, seed } = this
    const waiting = pool.reclaim((job) => job.place === place && job.seed === seed)
    if (!waiting) return false
    try {
      waiting.resolve(own, await doJob(waiting.job, own))
    } catch (error) {
      waiting.reject(error)
    }
    return true
  }
}
