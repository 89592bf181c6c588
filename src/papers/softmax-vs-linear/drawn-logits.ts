import type { QueriesAndKeys } from '../../attention/attention.ts'
import type { Inputs } from '../../claim/claim.ts'
import { arrays, uniform, type Extents } from '../../generate/generate.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Recorder } from '../../program/recorder.ts'
import { ones } from './constant-rows.ts'
import { distinctRows } from './distinct-rows.ts'
import { selfAttentionMatrix } from './seed-data.ts'

type Drawn = Inputs<'a' | 'b' | 'root' | 'needle' | 'X'>

/** What logits A X Aᵀ are made of: scalars a, b and √Λ, a one-hot row `needle` [1, n], and X [d, d], all ones. */
export const logitFactors = (tokens: Extents, width: Extents) =>
  arrays({
    dims: { tokens, width },
    arrays: { a: [], b: [], root: [], needle: [1, 'tokens'], X: ['width', 'width'] },
    from: { a: uniform(0.1, 2), b: uniform(0.1, 0.9), root: uniform(0.5, 3), needle: distinctRows, X: ones },
    fixed: ['needle', 'X'],
    where: ({ tokens, width }) => tokens % (width - 2) === 0,
  })

/** a, b, c = 1 - b and Λ are positive, and X is all ones. */
export const haveNeedle = ({ a, b, root, X }: Drawn, x: Recorder): Proposition =>
  [a, b, root]
    .map((of) => x.constant(0).less(of))
    .reduce((all, next) => all.and(next), b.less(1))
    .and(X.equal(1).all())

/** A X and A [n, d], c = 1 - b. */
export function queriesAndKeysOf({ a, b, root, needle, X }: Drawn, x: Recorder): QueriesAndKeys {
  const c = x.constant(1).sub(b)
  const data = { n: needle.shape[1], d: X.shape[0], a, b, c, root, needle: needle.transpose() }
  const k = selfAttentionMatrix(data, x)
  return { q: k.matMul(X), k }
}
