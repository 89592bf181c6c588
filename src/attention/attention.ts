import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Beside } from './beside.ts'
import type { FeatureMap } from './feature-map.ts'
import type { Mask } from './mask.ts'
import { withRowForEachQuery } from './row-for-each-query.ts'

/** Queries [n_q, d] and keys [n, d]. */
export interface QueriesAndKeys extends Beside {
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

/** What linear attention is made of. */
export interface LinearParts {
  /** φ. */
  readonly map: FeatureMap
  /** Which keys a query may use. */
  readonly mask: Mask
  /** Whether each row is divided by its sum. */
  readonly normalised: boolean
}

/** What InLine attention is made of. */
export interface InlineParts {
  /** φ. */
  readonly map: FeatureMap
}

/** Heads of attention. */
export interface Heads {
  /** In how many parts the columns of q are split. */
  readonly query: number
  /** In how many those of k and v are, a divisor. */
  readonly key: number
}

/** An attention mechanism, bound to the program that is written down. */
export interface Attention extends Computation {
  /** The mechanism's name, such as `linear(elu1)`; of use where a claim speaks of several. */
  readonly name: string
  /** What it is made of, where it is linear attention. */
  readonly linear?: LinearParts
  /** What it is made of, where it is InLine attention. */
  readonly inline?: InlineParts
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
  /** What it is made of, where it is linear attention: a claim that speaks of its feature map finds it here. */
  readonly linear?: LinearParts
  /** The same of InLine attention. */
  readonly inline?: InlineParts
  /** Its heads, where it has several: then q may be wider than k, and outputs wider than v. */
  readonly heads?: Heads
  /** Whether its weights depend on where a token stands, beyond what a mask hides. */
  readonly positions?: boolean
  /** What it means. */
  definition(x: Recorder): Computation
  /** How it is computed. */
  implementation(x: Recorder): Computation
}

/** A mechanism that computes its weights, and mixes the values by them. */
export const fromWeights = (
  weights: Computation['weights'],
  mix = (weighted: Real, values: Real) => weighted.matMul(values),
): Computation => ({
  weights,
  output: (inputs) => mix(weights(inputs), inputs.v),
})

/**
 * A subject as it stands in a program: its implementation in what the engine runs, else its definition. It answers for
 * any number of queries, with a row for each.
 *
 * A claim on two mechanisms binds the other one itself: the claim's own is given to its predicates, bound already.
 *
 * @throws {RangeError} from its computations: when there are no keys, shapes do not fit, or a row is missing
 *
 * @example
 * ```ts
 * attention.weights({ q, k }).max(-1).atMost(bind(softmaxAttention({ scale: 2 }), x).weights({ q, k }).max(-1))
 * ```
 */
export function bind(subject: Subject, x: Recorder): Attention {
  const { name, linear, inline, heads } = subject
  const parts = { ...(linear && { linear }), ...(inline && { inline }) }
  return { name, ...parts, ...withRowForEachQuery(name, subject[x.part](x), heads) }
}
