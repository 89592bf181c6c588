import { allKeysEqual, type Case, changedQuery, elu1, exists, exponential, favor } from 'attention-assay'
import { type FeatureMap, folklore, gaussian, hedgehog, lattice, linear } from 'attention-assay'
import { type Predicate, type Real, taylor2, tilt, unitDirections, withNumbers } from 'attention-assay'
import { allEqual, span } from 'attention-assay/predicate'

/** Of the directions 0, e_1, …, e_d. */
const random = favor({
  directions: (d) => [Array<number>(d).fill(0), ...unitDirections(d)],
})
const tilted = tilt(2)
/** φ(x) = (1, cosh x): of an even function two opposite queries have the same. */
const even: FeatureMap = (() => {
  const features = (rows: Real) => rows.mul(0).exp().concat(rows.exp().add(rows.neg().exp()), 1)
  return {
    name: '(1, cosh x)',
    dimension: (d) => 2 * d,
    compute: features,
    define: { queries: features, keys: features },
  }
})()

/** A map, the dimension that the features of all tokens span, and what gives a token back from its features [n, m]. */
interface Recovery {
  readonly map: FeatureMap
  readonly spans: (width: number) => number
  readonly token: (features: Real, width: number) => Real
}

const RECOVERIES: readonly Recovery[] = [
  {
    map: hedgehog,
    spans: (d) => 2 * d,
    token: (f, d) =>
      f
        .gather(span(0, d), 1)
        .div(f.gather(span(d, 2 * d), 1))
        .log()
        .div(2),
  },
  {
    map: taylor2,
    spans: (d) => 1 + d + (d * (d + 1)) / 2,
    token: (f, d) => f.gather(span(1, d + 1), 1).div(f.gather([0], 1)),
  },
  {
    map: random,
    spans: (d) => d + 1,
    token: (f, d) =>
      f
        .gather(span(1, d + 1), 1)
        .div(f.gather([0], 1))
        .log(),
  },
  {
    map: tilted,
    spans: (d) => d + 1,
    token(f, d) {
      const r = f.gather(span(1, d + 1), 1).div(f.gather([0], 1))
      return r.div(r.square().sum(1, true).sqrt().mul(-2).add(1))
    },
  },
  { map: elu1, spans: (d) => d, token: (f) => f.minimum(1).log().add(f.maximum(1)).sub(1) },
  { map: exponential, spans: (d) => d, token: (f) => f.log() },
]

/**
 * No two queries have the same weights for these keys, if tokens are recovered from any multiple of their features. The
 * program certifies that Φ(K) has the rank that the features span, so that weights determine φ(q) up to a factor; and at
 * the keys, with one factor other than 1 for each, that the recovery ignores the factor. For all tokens and factors that
 * is an identity, and proved in the note. It fails at the first key where a multiple of features is again one of features.
 * Of a map without a recovery it says nothing.
 */
const obstruction: Predicate = ({ k }, attention, x) => {
  const recovery = RECOVERIES.find(({ map }) => map === attention.linear?.map)
  if (!recovery) return x.constant(0).less(0)
  const { map, spans, token } = recovery
  const width = k.shape[1]
  const features = map.define.queries(k, x)
  const factors = k.square().sum(1, true).add(2)
  return map.define
    .keys(k, x)
    .rank()
    .atLeast(spans(width))
    .and(allEqual(token(features, width), k))
    .and(allEqual(token(features.mul(factors), width), k))
}

/** exp rounds to 1 at such queries, and 1 + q·k too: in float32 they all have the same weights. */
const from = { q: gaussian(1e-9), k: lattice(3), r: gaussian(1e-9) }
const drawn = (tokens: number[], width: number[]) => changedQuery({ tokens, width, from })
const generic = drawn([4, 6], [1, 2])

/** All keys become the first one. */
const repeatedKey = generic.map(({ inputs: { k, ...queries } }): Case => {
  const data = k.data.map((_, i) => k.data[i % k.shape[1]])
  return { inputs: { ...queries, k: { shape: k.shape, data } } }
})

/** From q = 0 along (1, …, 1): φ(q + r) is a multiple of φ(q) for every map that works coordinate by coordinate. */
const alongOnes = withNumbers(generic, ({ q, r }) => ({
  q: q.data.map(() => 0),
  r: r.data.map(() => 2 ** 30 * r.data[0]),
}))

/** To the opposite query. */
const toOpposite = withNumbers(generic, ({ q }) => ({ r: q.data.map((x) => -2 * x) }))

/** Folklore, false: whatever the feature map and the keys, two different queries have the same weights. */
export default exists({
  id: 'linear-never-injective',
  title: 'Linear attention is never injective in the query, whatever the feature map',
  statement: String.raw`\forall \varphi, K\ \exists p \ne q:\quad L_K(p) = L_K(q)`,
  source: folklore('generalises Han et al., arXiv 2412.06590, where m = d; refuted in the note'),
  subject: linear(hedgehog),
  needs: ['feature-map', 'normalised', 'all-keys', 'no-positions'],
  quantifiers: { k: 'forAll', q: 'exists', r: 'exists' },
  inputs: generic,
  // p = q + r, as it is computed.
  assuming: ({ q, r }) => allEqual(q.add(r), q).not(),
  check: ({ q, k, r }, attention) =>
    allEqual(attention.weights({ q, k }), attention.weights({ q: q.add(r), k })),
  obstruction,
  cases: 1450,
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [
    { name: 'taylor2 in place of hedgehog', subject: linear(taylor2), inputs: drawn([8], [1, 2]) },
    { name: 'favor+ in place of hedgehog', subject: linear(random) },
    { name: 'tilt in place of hedgehog', subject: linear(tilted), inputs: drawn([4], [1]) },
  ],
  restrictions: [
    { name: 'one key, repeated', hypothesis: 'all keys are equal', inputs: repeatedKey, cases: 200 },
    { name: 'no more keys than coordinates', hypothesis: 'n ≤ d', inputs: drawn([1, 2], [2]), cases: 200 },
    {
      name: 'elu1 and exp',
      hypothesis: 'm = d',
      subject: [linear(elu1), linear(exponential)],
      inputs: alongOnes,
      cases: 200,
    },
    { name: '(1, cosh x)', hypothesis: 'φ is even', subject: linear(even), inputs: toOpposite, cases: 200 },
  ],
  trivial: allKeysEqual,
})
