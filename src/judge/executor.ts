import type { Limits } from '../arithmetic/device/device.ts'
import type { Returned } from '../arithmetic/device/returned.ts'
import type { CaseGroup } from './case-group.ts'
import type { Outcomes } from './outcomes.ts'

/** Cases of one shape and subject. */
export interface Cases extends Pick<CaseGroup, 'subject' | 'batch'> {
  /** Marks, of the lanes that are to be decided, those in which an equality is decided exactly where that can be done. */
  readonly sampled: Uint8Array
}

/**
 * Does what a campaign needs beside the engine: draws cases, judges what the engine returned, and decides cases in the
 * arithmetics beyond the device.
 */
export interface Executor {
  /** How many ranges of cases are worth asking for before they are needed. */
  readonly ahead: number
  /** The cases [from, to). */
  draw(from: number, to: number): Promise<readonly CaseGroup[]>
  /** Takes the memory of cases back that are no longer needed. */
  release(groups: readonly CaseGroup[]): void
  /** Outcomes of all lanes, from what an engine of these limits returned for them. */
  judge(cases: Pick<Cases, 'subject' | 'batch'>, returned: Returned, limits: Limits): Promise<Outcomes>
  /** Outcomes of some lanes, in their order. */
  decide(cases: Cases, lanes: readonly number[]): Promise<Outcomes>
  /** Does something that was asked for and that no other thread has begun, if there is such a thing. */
  help(): Promise<boolean>
}
