import { sizes, type Answer, type Lanes } from './lanes.ts'

/** Some lanes of a batch, copied, in the order in which they are named. */
export function pickLanes(lanes: Lanes, which: readonly number[]): Lanes {
  const size = sizes(lanes)
  const part = <A extends Float32Array | Uint8Array>(all: A, one: number): A => picked(all, one, which)
  return {
    ...lanes,
    lanes: which.length,
    q: part(lanes.q, size.q),
    k: part(lanes.k, size.k),
    v: part(lanes.v, size.v),
    ...(lanes.mask && { mask: part(lanes.mask, size.mask) }),
  }
}

/** What was returned for some lanes of a batch, copied. */
export function pickAnswers(lanes: Lanes, { output, weights }: Answer, which: readonly number[]): Answer {
  const size = sizes(lanes)
  return {
    ...(output && { output: picked(output, size.output, which) }),
    ...(weights && { weights: picked(weights, size.weights, which) }),
  }
}

function picked<A extends Float32Array | Uint8Array>(all: A, one: number, which: readonly number[]): A {
  const into = new (all.constructor as new (length: number) => A)(one * which.length)
  which.forEach((lane, i) => into.set(all.subarray(lane * one, (lane + 1) * one), i * one))
  return into
}
