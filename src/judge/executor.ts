import type { CaseGroup } from './case-group.ts'
import type { Outcomes } from './outcomes.ts'

/** Cases of one shape and subject. */
export type Cases = Pick<CaseGroup, 'subject' | 'batch' | 'indices'>

/** Draws the cases of a campaign. */
export interface CaseDrawer {
  /** The cases [from, to). */
  draw(from: number, to: number): Promise<readonly CaseGroup[]>
  /** Told when the numbers of cases that were drawn are no longer needed. */
  done(groups: readonly CaseGroup[]): void
}

/** Decides cases in the arithmetics beyond the device. */
export interface CaseDecider {
  decide(cases: Cases, lanes: readonly number[]): Promise<Outcomes>
}

/** Who does what a campaign needs beside the engine. */
export interface Hands {
  readonly drawer: CaseDrawer
  readonly decider: CaseDecider
  /** How many ranges of cases are worth asking for before they are needed. */
  readonly ahead: number
  /** Does something that was asked for and that no other thread has begun, if there is such a thing. */
  help(): Promise<boolean>
}
