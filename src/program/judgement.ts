import { Truth } from './truth.ts'
import { sizeOf, type Shape } from './shape.ts'

/**
 * What an arithmetic says of one proposition in every lane: a truth for each entry, and for each lane the entry
 * that came nearest to changing its truth.
 */
export interface Judgement {
  /** Number of cases judged. */
  readonly lanes: number
  /** Shape of the proposition within one lane; `[]` for a single truth. */
  readonly shape: Shape
  /** `lanes` × size truths, lane by lane. */
  readonly truth: Uint8Array
  /** For each lane the difference compared by its tightest entry; NaN where there is none. */
  readonly margin: Float64Array
  /** For each lane how far that margin can be from the true difference. */
  readonly bound: Float64Array
  /** For each lane by how much the sides of an equality that is only consistent may differ at most; 0 where there is none. */
  readonly width: Float64Array
}

/**
 * How far an entry is from another truth: |margin| - bound. A consistent equality is nearest when its
 * enclosures are widest, which the same expression orders.
 */
export const slack = (margin: number, bound: number): number => Math.abs(margin) - bound

/** An undecided judgement, without margins, to be filled in. */
export function blankJudgement(lanes: number, shape: Shape): Judgement {
  return {
    lanes,
    shape,
    truth: new Uint8Array(lanes * sizeOf(shape)).fill(Truth.Undecided),
    margin: new Float64Array(lanes).fill(NaN),
    bound: new Float64Array(lanes).fill(NaN),
    width: new Float64Array(lanes),
  }
}

/** Keeps the larger of the widths of a lane. */
export function recordWidth(into: Judgement, lane: number, width: number): void {
  if (width > into.width[lane]) into.width[lane] = width
}

/** Keeps the tighter of what a lane holds and (margin, bound). */
export function recordMargin(into: Judgement, lane: number, margin: number, bound: number): void {
  const held = into.margin[lane]
  if (Number.isNaN(margin)) return
  if (Number.isNaN(held) || slack(margin, bound) < slack(held, into.bound[lane])) {
    into.margin[lane] = margin
    into.bound[lane] = bound
  }
}
