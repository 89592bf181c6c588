import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Attention } from '../../attention/attention.ts'
import type { Inputs } from '../../claim/claim.ts'
import { rootLambda, selfAttentionRowSums } from './seed-data.ts'

// Of cases with scalars `a`, `b` (and `c`, which is 1 - b where it is left out) and a one-hot row `needle` [1, n].

/** e_j3 [n, 1]. */
export const column = ({ needle }: Inputs): Real => needle.transpose()

/** The weights [1, n] of the needle's own row in the self-attention network, `needle` [n, 1]. */
function ownWeights({ a, b, ...given }: Inputs, needle: Real, attention: Attention, x: Recorder): Real {
  const c = given.c ?? x.constant(1).sub(b)
  const k = selfAttentionRowSums({ n: needle.shape[0], d: 3, a: a, b: b, c, needle }, x)
  const q = a.add(b).add(c).mul(rootLambda(needle.shape[0], x))
  return attention.weights({ q: q.reshape([1, 1]), k })
}

/** The weight [1, 1] of the needle in its own row. */
export const ownWeight = (inputs: Inputs, attention: Attention, x: Recorder): Real =>
  ownWeights(inputs, column(inputs), attention, x).matMul(column(inputs))

/** What is left of the needle's row for all the other tokens; tells weights apart that are nearly 1. */
export const rest = (inputs: Inputs, needle: Real, attention: Attention, x: Recorder): Real =>
  ownWeights(inputs, needle, attention, x).matMul(x.constant(1).sub(needle))
