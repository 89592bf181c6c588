import type { Draws } from '../../generate/draws.ts'
import type { Declared } from '../declared.ts'
import type { Examined } from '../examined.ts'
import type { Lengths } from '../families/family.ts'
import type { Answer, Lanes } from '../lanes.ts'

/** What a property may depend on. */
export interface About {
  readonly declared: Declared
  readonly lengths: Lengths
  readonly gives: Examined['gives']
  /** Whether the number of keys may be changed. */
  readonly freeTokens: boolean
}

/** A property as reports name it. */
export interface Described {
  readonly id: string
  readonly title: string
  readonly statement: string
  /** Why nothing can be said of an attention like this; nothing when something can. */
  unfit(about: About): string | undefined
}

/** Other inputs, and the rows that have to come out the same. */
export interface Variation {
  readonly changed: Lanes
  /** The query of the changed inputs whose row has to be equal; undefined where nothing is demanded. */
  sameRow(lane: number, head: number, query: number): number | undefined
  /** Where a key stands among the changed keys; at its place unless told otherwise. */
  keyAt?(key: number): number
}

/** A property that says which rows are equal bit for bit. */
export interface Relation extends Described {
  /** @returns undefined for inputs of which it says nothing */
  vary(lanes: Lanes, about: About, draws: Draws): Variation | undefined
  /** How the changed inputs are asked for; as one batch unless told otherwise. */
  ask?(examined: Examined, changed: Lanes): Promise<Answer>
}
