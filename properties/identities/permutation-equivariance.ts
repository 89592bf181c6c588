import { arrays, elu1, folklore, forAll, gaussian, hedgehog, identity, inline, linear } from 'attention-assay'
import { properPermutation, type Real, softmax, softmaxAttention } from 'attention-assay'
import { allEqual, and, equalRows } from 'attention-assay/predicate'

const times = (r: 2 | 3, rows: Real) => rows.concat(r === 2 ? rows : rows.concat(rows))

/** Permuted tokens give permuted outputs; every token twice, or three times, changes nothing. */
export default forAll({
  id: 'permutation-equivariance',
  title: 'Bidirectional attention is permutation equivariant and blind to replication',
  statement: String.raw`f(PQ, PK, PV) = P f(Q, K, V),\qquad f(Q, (K; K), (V; V)) = f(Q, (K; K; K), (V; V; V)) = f(Q, K, V)`,
  source: folklore(),
  subject: [softmax, linear(elu1), linear(hedgehog), inline(identity)],
  needs: ['all-keys', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2] },
    arrays: { q: ['tokens', 'width'], k: ['tokens', 'width'], v: ['tokens', 2], p: ['tokens', 'tokens'] },
    from: { q: gaussian(1), k: gaussian(1), v: gaussian(1), p: properPermutation },
    fixed: ['p'],
  }),
  check({ q, k, v, p }, attention) {
    const output = attention.output({ q, k, v })
    const permuted = attention.output({ q: p.matMul(q), k: p.matMul(k), v: p.matMul(v) })
    const replicated = ([2, 3] as const).map((r) => attention.output({ q, k: times(r, k), v: times(r, v) }))
    return replicated.reduce(
      (all, more) => all.and(allEqual(more, output)),
      allEqual(permuted, p.matMul(output)),
    )
  },
  trivial: {
    name: 'P moves no token, or all values are equal',
    region: ({ q, k, v, p }) =>
      and(...[q, k, v].map((tokens) => allEqual(p.matMul(tokens), tokens))).or(equalRows(v)),
  },
  // Each is decided exactly, which takes milliseconds.
  cases: 1600,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'unnormalised elu1', subject: linear(elu1, { normalised: false }) }],
  ablations: [
    { name: 'causal softmax', hypothesis: 'bidirectional', subject: softmaxAttention({ mask: 'causal' }) },
    {
      name: 'InLine as in the paper',
      hypothesis: 'scores divided by n',
      subject: inline(identity, 'published'),
    },
  ],
})
