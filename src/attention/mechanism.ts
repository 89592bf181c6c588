import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { fromWeights, type QueriesAndKeys, type Subject } from './attention.ts'

/**
 * A subject from one formula for its weights, read as definition and as implementation alike: enough for the
 * broken mechanisms of controls and ablations, where there is no implementation to be tested.
 * Where a formula has no value, such as a quotient by a sum that may be 0, it says so by `x.assume`; `masked` states by
 * itself that each query has a key.
 *
 * @example
 * ```ts
 * mechanism('exp(s), not divided', ({ q, k }) => q.matMul(k.transpose()).exp())
 * ```
 */
export function mechanism(name: string, weights: (inputs: QueriesAndKeys, x: Recorder) => Real): Subject {
  const bound = (x: Recorder) => fromWeights((inputs) => weights(inputs, x))
  return { name, definition: bound, implementation: bound }
}

/**
 * A `mechanism` of which each weight is made of the scores q·k [queries, keys] alone.
 *
 * @example
 * ```ts
 * ofScores('1 + s², divided', (s) => s.square().add(1).div(s.square().add(1).sum(-1, true)))
 * ```
 */
export const ofScores = (name: string, weights: (scores: Real, x: Recorder) => Real): Subject =>
  mechanism(name, ({ q, k }, x) => weights(q.matMul(k.transpose()), x))
