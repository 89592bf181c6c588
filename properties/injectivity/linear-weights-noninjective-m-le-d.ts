import { allKeysEqual, arrays, type Attention, cosformer, derived, elu1, exponential } from 'attention-assay'
import { type FeatureMap, focused, forAll, gaussian, hedgehog, identity, type Inputs } from 'attention-assay'
import { linear, mixture, type Predicate, type Proposition, type Real, relu, uniform } from 'attention-assay'
import { allAtMost, allEqual } from 'attention-assay/predicate'

/** φ(x) = (e^(x_1 + x_2), …, e^(x_(d-1) + x_d)), with m = d - 1. */
const neighbours = (rows: Real) => {
  const upTo = (from: number) =>
    rows.gather(
      [...Array(rows.shape[1] - 1).keys()].map((i) => i + from),
      1,
    )
  return upTo(0).add(upTo(1)).exp()
}
const narrow: FeatureMap = {
  ...{ name: 'exp of neighbours', dimension: (d) => d - 1, compute: neighbours },
  ...{ define: { queries: neighbours, keys: neighbours }, multiple: (rows, t) => rows.add(t.div(2)) },
}
/** φ(x) = (1, x), with m = d + 1. */
const affineFeatures = (rows: Real) => rows.gather([0], 1).mul(0).add(1).concat(rows, 1)
const affine: FeatureMap = {
  ...{ name: '(1, x)', dimension: (d) => d + 1, compute: affineFeatures },
  define: { queries: affineFeatures, keys: affineFeatures },
}

/** A query with features e^t φ(q), so near to q that it lies within r. */
function partner({ q, r }: Inputs<'q' | 'k' | 'r'>, { linear }: Attention): Real {
  const t = r.div(r.add(q.shape[1]).add(q.abs().sum()).mul(2))
  return (linear?.map.multiple ?? exponential.multiple!)(q, t)
}
const distance = (p: Real, q: Real) => p.sub(q).abs().sum()
const collides =
  (share = 1, also: (p: Real, q: Real) => Proposition = (p) => allEqual(p, p)): Predicate<'q' | 'k' | 'r'> =>
  (of, attention) => {
    const [p, q] = [partner(of, attention), of.q]
    const agree = allEqual(attention.weights({ q: p, k: of.k }), attention.weights(of))
    const near = allAtMost(distance(p, q), of.r.mul(share))
    return agree.and(allEqual(p, q).not()).and(near).and(also(p, q))
  }

export default forAll({
  id: 'linear-weights-noninjective-m-le-d',
  title:
    'With no more features than coordinates linear attention collides within every distance of every query',
  statement: String.raw`\varphi \in \{\mathrm{id}, \mathrm{relu}, \mathrm{elu}+1, \exp, \text{focused}, \text{cosFormer at one position}, (e^{x_i + x_{i+1}})_{i<d}\}:\quad \forall K, q,\ r > 0\ \exists p \ne q,\ |p - q|_1 \le r:\quad L_K(p) = L_K(q)`,
  source: derived('that every continuous φ: ℝ^d → ℝ^d has collisions: Han et al., arXiv 2412.06590'),
  subject: [identity, relu, elu1, exponential, narrow, focused(3), cosformer(8)].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [2, 3] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], r: [1, 1] },
    from: { q: uniform(-1, 3), k: mixture([1, gaussian(1)], [1, uniform(-1, 3)]), r: uniform(2 ** -10, 4) },
  }),
  trivial: allKeysEqual,
  check: collides(),
  tightness: (of, attention) => distance(partner(of, attention), of.q).div(of.r).sum(),
  // Each is decided exactly, which takes milliseconds.
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'hedgehog, moved as exp is', subject: linear(hedgehog) }],
  ablations: [
    { name: 'm = d + 1', hypothesis: 'm ≤ d', subject: linear(affine) },
    {
      name: 'on a sphere',
      hypothesis: 'a neighbourhood of q, not a surface',
      check: collides(1, (p, q) => p.square().sum().equal(q.square().sum())),
    },
  ],
  mutants: [{ name: 'within 0.98 r', sharp: false, cases: 256, check: collides(0.98) }],
})
