import type { SaidOfAtoms } from '../arithmetic/said.ts'
import type { Judgement } from '../program/judgement.ts'
import { Truth } from '../program/truth.ts'

/** What an arithmetic says of one case: of its hypothesis, of the claim, of the obstruction, and of every atom. */
export type Truths = readonly Uint8Array[]

/** The truths of a lane, copied, so that the memory of the batch can go. */
export function truthsOf({ hypothesis, claim, obstruction, atoms }: SaidOfAtoms, lane: number): Truths {
  const ofLane = (truths: Uint8Array): Uint8Array => truths.slice(lane, lane + 1)
  return [
    ofLane(hypothesis),
    ofLane(claim),
    ...(obstruction ? [ofLane(obstruction)] : []),
    ...atoms.map(({ judgement }) => entriesOf(judgement, lane).slice()),
  ]
}

/** The truths of the entries in a lane, as a view. */
export function entriesOf({ truth, lanes }: Judgement, lane: number): Uint8Array {
  const size = truth.length / lanes
  const from = lanes === 1 ? 0 : lane * size
  return truth.subarray(from, from + size)
}

/** Whether something is certainly true to one arithmetic and certainly false to the other. */
export const truthsOppose = (a: Truths, b: Truths): boolean =>
  a.some((truths, i) => b[i]?.some((truth, at) => isOpposite(truth, truths[at])) ?? false)

const isOpposite = (a: number, b: number | undefined): boolean =>
  (a === Truth.True && b === Truth.False) || (a === Truth.False && b === Truth.True)
