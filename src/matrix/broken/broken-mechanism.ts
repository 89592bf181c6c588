import {
  fromWeights,
  type Computation,
  type QueriesAndKeys,
  type Subject,
} from '../../attention/attention.ts'
import { softmaxAttention } from '../../attention/softmax.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'

/** An attention with one mistake. */
export interface BrokenMechanism {
  /** Also its name on the command line. */
  readonly name: string
  /** What is wrong, as a sentence. */
  readonly mistake: string
  /** The attention that it was meant to be: a claim says something of the mistake where it says something of this. */
  readonly meant: Subject
  /** The attention with the mistake. */
  readonly subject: Subject
  /** Why no claim over the reals can kill it, as a sentence, where that is known. */
  readonly equivalent?: string
}

/** Weights [n_q, n] from scores [n_q, n], or from anything else. */
type Weights = (inputs: QueriesAndKeys, x: Recorder) => Real
type Mix = (weights: Real, values: Real, x: Recorder) => Real

/** A broken mechanism from its weights, and from how it mixes values where that is broken. */
export function broken(
  meant: Subject,
  name: string,
  mistake: string,
  weights: Weights,
  mix: Mix = (weighted, values) => weighted.matMul(values),
): BrokenMechanism {
  const bound = (x: Recorder): Computation =>
    fromWeights(
      (inputs) => weights(inputs, x),
      (weighted, values) => mix(weighted, values, x),
    )
  return {
    name,
    mistake,
    meant,
    subject: {
      name,
      ...(meant.linear && { linear: meant.linear }),
      definition: bound,
      implementation: bound,
    },
  }
}

export const causalSoftmax: Subject = softmaxAttention({ mask: 'causal' })

/** q·k, [n_q, n]. */
export const scoresOf = ({ q, k }: QueriesAndKeys): Real => q.matMul(k.transpose())

/** The exponentials of scores over their sums along an axis. */
export function softmaxOf(scores: Real, axis = -1): Real {
  const terms = scores.belowMax(axis).exp()
  return terms.div(terms.sum(axis, true))
}

/** Each row over its sum; that no sum is zero becomes a hypothesis of the case. */
export function normalised(rows: Real, x: Recorder): Real {
  const sums = rows.sum(-1, true)
  x.assume(sums.equal(0).not())
  return rows.div(sums)
}

/** A number for each query and key, [n_q, n], the same in every case. */
export function forEachPair(
  { q, k }: QueriesAndKeys,
  x: Recorder,
  of: (query: number, key: number, keys: number) => number,
): Real {
  const [rows, keys] = [q.shape[0], k.shape[0]]
  const numbers = Array.from({ length: rows * keys }, (_, at) => of(Math.floor(at / keys), at % keys, keys))
  return x.constant(numbers, [rows, keys])
}
