import type { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import type { Claim } from '../claim/claim.ts'
import { InlineDecider } from './decider.ts'
import { InlineDrawer } from './drawer.ts'
import type { Hands } from './executor.ts'

/** Draws and decides in this thread. */
export function inlineHands(claim: Claim, seed: number, memory: FloatMemory, batch?: number): Hands {
  return {
    drawer: new InlineDrawer(claim, seed, memory),
    decider: new InlineDecider(claim, memory, batch),
    ahead: 0,
    help: () => Promise.resolve(false),
  }
}
