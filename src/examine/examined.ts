import type { Answer, Lanes } from './lanes.ts'
import type { Takes } from './returned/takes.ts'

/** Somebody's attention, wherever it runs: a function of this process, another process, a model. */
export interface Examined {
  readonly name: string
  readonly version?: string
  readonly device?: string
  /** What it answers with; at least one of the two. */
  readonly gives: { readonly weights: boolean; readonly output: boolean }
  /** What it says itself of the extents that it takes. */
  readonly takes?: Takes
  /**
   * Its numbers for a batch, in the order of the lanes.
   *
   * @throws {ExaminedError} when it fails, with what it said last
   */
  answer(lanes: Lanes): Promise<Answer>
  close(): Promise<void>
}

/** An attention that failed to answer: died, hung, threw, or answered with what does not fit. */
export class ExaminedError extends Error {
  override readonly name = 'ExaminedError'
}
