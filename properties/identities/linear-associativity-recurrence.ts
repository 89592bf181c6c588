import {
  elu1,
  forAll,
  hedgehog,
  linear,
  published,
  relu,
  sequences,
  softmax,
  type Attention,
  type Arithmetic,
  type FeatureMap,
  type Predicate,
  type Real,
} from '../../src/index.ts'

interface Tokens {
  q: Real
  k: Real
  v: Real
}
type Form = (tokens: Tokens, map: FeatureMap, x: Arithmetic) => Real

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
    const upTo = (rows: Real, i: number) => rows.gather(Array.from({ length: i + 1 }, (_, j) => j))
    const rows = Array.from({ length: k.shape[0]! }, (_, i) => {
      const last = Math.max(i - lag, 0)
      const seen = upTo(keys, last)
      const query = queries.gather([i])
      const state = seen.transpose().matMul(upTo(v, last))
      return query.matMul(state).div(query.matMul(seen.sum(0, true).transpose()))
    })
    return rows.reduce((above, row) => above.concat(row))
  }

const MAPS = [relu, elu1, hedgehog]
const bidirectional = MAPS.map((map) => ({ map, form: associative, subject: linear(map, { form: 'associative' }) }))
const causal = MAPS.map((map) => ({
  map,
  form: recurrence(0),
  subject: linear(map, { form: 'recurrent', mask: 'causal' }),
}))
const ALL = [...bidirectional, ...causal]

const sameAs =
  (other: (attention: Attention) => { form: Form; map: FeatureMap }): Predicate =>
  ({ q, k, v }, attention, x) => {
    const { form, map } = other(attention)
    return attention.output({ q, k, v }).equal(form({ q, k, v }, map, x))
  }

export default forAll({
  id: 'linear-associativity-recurrence',
  title: 'Linear attention is associative, and causally a recurrence',
  statement: String.raw`(\Phi_Q\Phi_K^\top)V = \Phi_Q(\Phi_K^\top V);\qquad o_i = \frac{S_i^\top\varphi(q_i)}{z_i\cdot\varphi(q_i)},\ S_i = \sum_{j\le i}\varphi(k_j)v_j^\top,\ z_i = \sum_{j\le i}\varphi(k_j)`,
  source: published('2006.16236', 'Katharopoulos et al.'),
  subject: ALL.map(({ subject }) => subject),
  inputs: sequences({ tokens: [2, 4, 8], width: [1, 3] }),
  check: sameAs((attention) => ALL.find(({ subject }) => subject.name === attention.name)!),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'read out before the update',
      subject: linear(elu1, { form: 'recurrent', mask: 'causal' }),
      check: sameAs(() => ({ form: recurrence(1), map: elu1 })),
    },
  ],
  ablations: [
    {
      name: 'softmax',
      hypothesis: 'a feature map',
      subject: softmax,
      check: ({ q, k, v }, attention) => attention.output({ q, k, v }).equal(q.matMul(k.transpose().matMul(v))),
    },
  ],
})
