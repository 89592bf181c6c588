import { type Attention, elu1, exponential, type FeatureMap, forAll, gaussian } from 'attention-assay'
import { hedgehog, kernelOf, lattice, linear, type LinearParts, type Mask, masked } from 'attention-assay'
import { mixture, type Predicate, published, type Real, type Recorder, relu } from 'attention-assay'
import { sequences, softmax, uniform } from 'attention-assay'
import { and, equalRows, span, stacked } from 'attention-assay/predicate'

interface Tokens {
  q: Real
  k: Real
  v: Real
}
type Form = (tokens: Tokens, map: FeatureMap, x: Recorder) => Real

/** φ(Q)φ(K)ᵀ ∘ mask. */
const maskedKernel =
  (mask: Mask) =>
  ({ q, k }: Pick<Tokens, 'q' | 'k'>, map: FeatureMap, x: Recorder): Real =>
    masked(kernelOf(map, { q, k }, x), mask, x)

/** (φ(Q)φ(K)ᵀ ∘ mask) V over the row sums: what both others are compared with. */
const quadratic =
  (mask: Mask): Form =>
  (tokens, map, x) => {
    const kernel = maskedKernel(mask)(tokens, map, x)
    return kernel.matMul(tokens.v).div(kernel.sum(-1, true))
  }

/** φ(Q)(φ(K)ᵀV) over φ(Q)(φ(K)ᵀ1): the n×n matrix is never built. */
const associative: Form = ({ q, k, v }, map, x) => {
  const [queries, keys] = [map.define.queries(q, x), map.define.keys(k, x)]
  return queries.matMul(keys.transpose().matMul(v)).div(queries.matMul(keys.sum(0, true).transpose()))
}

/** The causal recurrence S += φ(k_i)v_iᵀ, z += φ(k_i); `lag` 1 reads out before the update. */
const recurrence =
  (lag: 0 | 1): Form =>
  ({ q, k, v }, map, x) => {
    const [queries, keys] = [map.define.queries(q, x), map.define.keys(k, x)]
    const upTo = (rows: Real, i: number) => rows.gather(span(0, i + 1))
    const rows = Array.from({ length: k.shape[0] }, (_, i) => {
      const last = Math.max(i - lag, 0)
      const seen = upTo(keys, last)
      const query = queries.gather([i])
      const state = seen.transpose().matMul(upTo(v, last))
      return query.matMul(state).div(query.matMul(seen.sum(0, true).transpose()))
    })
    return stacked(rows)
  }

/** What softmax would be if it had features: φ = exp for each coordinate. */
const ASIDE: LinearParts = { map: exponential, mask: 'none', normalised: true }
const partsOf = ({ linear }: Attention) => linear ?? ASIDE
const formOf = (mask: Mask) => (mask === 'none' ? associative : recurrence(0))

/** No entry of any row is other than 0 but one; none is negative. */
const oneTerm = (rows: Real) => rows.max(-1).equal(rows.sum(-1))

/** Each query meets one key or one feature only, so that no sums are interchanged; or all values are the same. */
const nothingToReorder: Predicate<'q' | 'k' | 'v'> = ({ q, k, v }, attention, x) => {
  const { map, mask } = partsOf(attention)
  const oneKey = oneTerm(maskedKernel(mask)({ q, k }, map, x))
  const oneFeature = oneTerm(map.define.queries(q, x))
  return oneKey.or(oneFeature).all().or(equalRows(v))
}

/** The subject's output equals every form: its implementation is one of them, its definition another. */
const sameAs =
  (changed?: Form): Predicate =>
  ({ q, k, v }, attention, x) => {
    const { map, mask } = partsOf(attention)
    const forms = [changed ?? formOf(mask), quadratic(mask)]
    const output = attention.output({ q, k, v })
    return and(...forms.map((form) => output.equal(form({ q, k, v }, map, x))))
  }

export default forAll({
  id: 'linear-associativity-recurrence',
  title: 'Linear attention is associative, and causally a recurrence',
  statement: String.raw`\frac{(\Phi_Q\Phi_K^\top)V}{(\Phi_Q\Phi_K^\top)\mathbf{1}} = \frac{\Phi_Q(\Phi_K^\top V)}{\Phi_Q(\Phi_K^\top\mathbf{1})};\qquad \text{causally}\ o_i = \frac{S_i^\top\varphi(q_i)}{z_i\cdot\varphi(q_i)},\ S_i = \sum_{j\le i}\varphi(k_j)v_j^\top,\ z_i = \sum_{j\le i}\varphi(k_j)`,
  source: published('2006.16236', 'Katharopoulos et al.'),
  subject: [relu, elu1, hedgehog].flatMap((map) => [
    linear(map, { form: 'associative' }),
    linear(map, { form: 'recurrent', mask: 'causal' }),
  ]),
  needs: ['feature-map', 'normalised', 'simple-mask', 'no-positions'],
  inputs: sequences({
    tokens: [2, 3, 5],
    width: [2, 3],
    // Relu is undefined where a query has no key with a positive entry in common.
    from: mixture([1, gaussian(1)], [1, lattice(3)], [2, uniform(-1, 3)]),
  }),
  check: sameAs(),
  trivial: { name: 'one key, one feature, or one value for each query', region: nothingToReorder },
  // Each is decided exactly, which takes milliseconds.
  cases: 2200,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'read out before the update',
      subject: linear(elu1, { form: 'recurrent', mask: 'causal' }),
      check: sameAs(recurrence(1)),
    },
  ],
  ablations: [{ name: 'softmax', hypothesis: 'the kernel is φ(q)·φ(k)', subject: softmax }],
})
