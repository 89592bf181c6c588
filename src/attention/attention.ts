import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'

/** Queries [n_q, d] and keys [n, d]. */
export interface QueriesAndKeys {
  readonly q: Real
  readonly k: Real
}

/** Queries [n_q, d], keys [n, d] and values [n, d_v]. */
export interface QueriesKeysAndValues extends QueriesAndKeys {
  readonly v: Real
}

/** What an attention mechanism computes, in the program that is written down. */
export interface Computation {
  /** Attention weights [n_q, n]: row i holds what query i pays to each key. */
  weights(inputs: QueriesAndKeys): Real
  /** Outputs [n_q, d_v]: each row the values mixed by that row's weights. */
  output(inputs: QueriesKeysAndValues): Real
}

/** An attention mechanism, bound to the program that is written down. */
export interface Attention extends Computation {
  /** The mechanism's name, such as `linear(elu1)`; of use where a claim speaks of several. */
  readonly name: string
}

/**
 * An attention mechanism under test, twice: what it means, and how it is computed.
 *
 * `definition` is the mathematics, and the statement over the reals is about it.
 * `implementation` is a TensorFlow.js computation, run by the device arithmetic one operation for one kernel; the
 * statement over float32 is about what it returns. The two share no code. Both state through `assume` what has to
 * hold for the mechanism to be defined at all.
 */
export interface Subject {
  readonly name: string
  definition(x: Recorder): Computation
  implementation(x: Recorder): Computation
}

/** A mechanism that computes its weights, and multiplies the values by them. */
export const fromWeights = (weights: Computation['weights']): Computation => ({
  weights,
  output: (inputs) => weights(inputs).matMul(inputs.v),
})

/** A subject as it stands in a program: its implementation in what the engine runs, else its definition. */
export function bind(subject: Subject, x: Recorder): Attention {
  const bound = subject[x.part](x)
  return {
    name: subject.name,
    weights: (inputs) => bound.weights(inputs),
    output: (inputs) => bound.output(inputs),
  }
}
