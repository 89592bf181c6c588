import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Attention } from '../../attention/attention.ts'
import type { Inputs } from '../../claim/claim.ts'
import { arrays, type Distribution, type Extents, uniform } from '../../generate/generate.ts'
import { distinctRows } from './distinct-rows.ts'
import { rootLambda, selfAttentionRowSums } from './seed-data.ts'

/** Scalars `a`, from the given distribution, and `b`, with a one-hot row `needle` [1, tokens]; c is 1 - b. */
export const needleRows = (tokens: Extents, a: Distribution) =>
  arrays({
    dims: { tokens },
    arrays: { a: [], b: [], needle: [1, 'tokens'] },
    from: { a, b: uniform(0.1, 0.9), needle: distinctRows },
    fixed: ['needle'],
  })

/** e_j3 [n, 1]. */
export const column = ({ needle }: Inputs): Real => needle.transpose()

/** The weights [1, n] of the needle's own row in the self-attention network; `needle` [n, 1], c given or 1 - b. */
function ownWeights({ a, b, ...given }: Inputs, needle: Real, attention: Attention, x: Recorder): Real {
  const c = given.c ?? x.constant(1).sub(b)
  const k = selfAttentionRowSums({ n: needle.shape[0], d: 3, a, b, c, needle }, x)
  const q = a.add(b).add(c).mul(rootLambda(needle.shape[0], x))
  return attention.weights({ q: q.reshape([1, 1]), k })
}

/** The weight [1, 1] of the needle in its own row. */
export const ownWeight = (inputs: Inputs, attention: Attention, x: Recorder): Real =>
  ownWeights(inputs, column(inputs), attention, x).matMul(column(inputs))

/** What is left of the needle's row for all the other tokens; tells weights apart that are nearly 1. */
export const rest = (inputs: Inputs, needle: Real, attention: Attention, x: Recorder): Real =>
  ownWeights(inputs, needle, attention, x).matMul(x.constant(1).sub(needle))
