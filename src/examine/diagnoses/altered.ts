import type { HonestRange } from '../honest-range.ts'
import type { Normaliser, OutputPlace } from '../honest-rows.ts'
import type { KernelRow, ScoreRow } from '../kernel-row.ts'
import type { Lanes } from '../lanes.ts'
import type { Model } from '../model.ts'

/** Which row of which lane is predicted. */
export interface Place {
  readonly head: number
  readonly query: number
  /** The one lane, as the attention with the mistake sees it. */
  readonly lanes: Lanes
}

/** A place, with the scores that its kernel came from; none for features. */
export interface ScoredPlace extends Place {
  readonly scores: ScoreRow | undefined
}

/** Where a returned number of one lane stands in truth: at place i stands what belongs to place `from[i]`. */
export interface Reordering {
  readonly of: 'output' | 'weights'
  from(lanes: Lanes): Int32Array | undefined
}

/** The declared attention with one mistake or more: each list holds changes in the order in which they happen. */
export interface Altered {
  readonly model: Model
  /** Changes of the inputs of one lane, or which head's values are used, … */
  readonly inputs: readonly ((lanes: Lanes) => Lanes)[]
  readonly scores: readonly ((row: ScoreRow, place: Place) => void)[]
  /** Changes of the kernel, for the numerators and the normaliser alike. */
  readonly rows: readonly ((row: KernelRow, place: ScoredPlace) => void)[]
  /** What a row is divided by, in place of the model's normaliser. */
  readonly normaliser?: (row: KernelRow, place: ScoredPlace) => Normaliser
  /** Changes of the kernel for the numerators alone. */
  readonly numerators: readonly ((row: KernelRow, place: ScoredPlace) => void)[]
  /** Changes of a row of weights; the output is made of what they leave. */
  readonly weights: readonly ((row: HonestRange, place: ScoredPlace) => void)[]
  /** Changes of the row of one head's output. */
  readonly output: readonly ((row: HonestRange, place: ScoredPlace) => void)[]
  readonly order: readonly Reordering[]
  /** The head of the values that a query head uses, where it is not the key head. */
  readonly valueHead?: (head: number, lanes: Lanes) => number
  /** How weights and values make an output, in place of their sums of products. */
  readonly mix?: (weights: HonestRange, values: OutputPlace, place: ScoredPlace) => void
  /** Another model for lanes of some extents. */
  readonly modelFor?: (lanes: Lanes) => Model
}

/** The attention without any mistake. */
export const unaltered = (model: Model): Altered => ({
  model,
  inputs: [],
  scores: [],
  rows: [],
  numerators: [],
  weights: [],
  output: [],
  order: [],
})

/** One change more, as the last of its kind. */
export const withChange = <
  K extends 'inputs' | 'scores' | 'rows' | 'numerators' | 'weights' | 'output' | 'order',
>(
  altered: Altered,
  kind: K,
  ...changes: Altered[K][number][]
): Altered => ({ ...altered, [kind]: [...(altered[kind] as readonly unknown[]), ...changes] })

export const withModel = (altered: Altered, change: Partial<Model>): Altered => ({
  ...altered,
  model: { ...altered.model, ...change },
})
