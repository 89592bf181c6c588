import { pickLanes } from '../../arithmetic/batch.ts'
import { FloatMemory } from '../../arithmetic/numbers/float-memory.ts'
import type { Claim } from '../../claim/claim.ts'
import type { CaseGroup } from '../case-group.ts'
import type { CaseDecider, CaseDrawer, Hands } from '../executor.ts'
import { inlineHands } from '../inline-executor.ts'
import { joined, type Outcomes } from '../outcomes.ts'
import { doJob, type ClaimPlace, type Drawer } from './job.ts'
import type { WorkerPool } from './worker-pool.ts'

/** Cases that reach a thread at a time, to be decided in enclosures. */
const MOST_CASES = 1024
const FEWEST_CASES = 64

/**
 * Lets the threads of a pool draw and decide, and does some of it itself instead of waiting for them.
 *
 * @param place where the claim lies, so that the threads find it
 */
export function pooledHands(
  pool: WorkerPool,
  claim: Claim,
  place: ClaimPlace,
  seed: number,
  batch?: number,
): Hands {
  const common = { place, seed, batch }
  const own = inlineHands(claim, seed, FloatMemory.ofThread, batch)
  const drawnBy = new WeakMap<readonly CaseGroup[], Drawer>()
  const drawer: CaseDrawer = {
    async draw(from, to) {
      const { by, result } = await pool.ask({ ...common, ask: 'draw', from, to })
      const groups = result as readonly CaseGroup[]
      drawnBy.set(groups, by)
      return groups
    },
    done: (groups) => drawnBy.get(groups)?.done(groups),
  }
  const memory = new FloatMemory(true)
  const decider: CaseDecider = {
    async decide({ subject, batch, indices }, lanes) {
      const share = Math.ceil(lanes.length / pool.threads)
      const size = Math.min(MOST_CASES, Math.max(FEWEST_CASES, share))
      const parts = Array.from({ length: Math.ceil(lanes.length / size) }, (_, i) => {
        const part = lanes.slice(i * size, (i + 1) * size)
        const cases = pickLanes(batch, part, memory)
        return { cases, indices: Float64Array.from(part, (lane) => indices[lane]) }
      })
      const answers = await Promise.all(
        parts.map((part) => pool.ask({ ...common, ask: 'decide', subject, ...part })),
      )
      for (const { cases } of parts) for (const floats of Object.values(cases.data)) memory.giveBack(floats)
      return joined(answers.map(({ result }) => result as Outcomes))
    },
  }
  return { drawer, decider, ahead: 2 * pool.threads + 2, help }

  async function help(): Promise<boolean> {
    const waiting = pool.reclaim((job) => job.place === place && job.seed === seed)
    if (!waiting) return false
    try {
      waiting.resolve(own.drawer, await doJob(waiting.job, own))
    } catch (error) {
      waiting.reject(error)
    }
    return true
  }
}
