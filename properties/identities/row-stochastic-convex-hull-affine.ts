import { arrays, cosformer, elu1, favor, focused, folklore, forAll, gaussian } from 'attention-assay'
import { hedgehog, identity, inline, lattice, linear, mixture, type Predicate, relu } from 'attention-assay'
import { sigmoidAttention, softmax, sparsemaxAttention, taylor2, uniform } from 'attention-assay'
import { allEqual, equalRows } from 'attention-assay/predicate'

/** Of VM + b the outputs are those of V times M, + b. */
const commutes: Predicate<'q' | 'k' | 'v' | 'm' | 'b'> = ({ q, k, v, m, b }, { output }) =>
  allEqual(output({ q, k, v: v.matMul(m).add(b) }), output({ q, k, v }).matMul(m).add(b))
const random = favor({ directions: (d) => [1, -1].map((a) => Array<number>(d).fill(a)) })
const numbers = mixture([1, gaussian(1)], [1, lattice(3)])
const tokens = mixture([1, numbers], [1, uniform(-0.5, 3)])
const MAPS = [identity, relu, elu1, hedgehog, taylor2, focused(3), cosformer(8), random]

export default forAll({
  id: 'row-stochastic-convex-hull-affine',
  title: 'Attention whose rows sum to 1 commutes with affine maps of the values',
  statement: String.raw`\textstyle\sum_j w_j = 1:\quad f(Q, K, VM + \mathbf{1}b^\top) = f(Q, K, V)M + \mathbf{1}b^\top`,
  source: folklore(),
  subject: [softmax, sparsemaxAttention(), inline(identity), inline(identity, 'published')].concat(
    MAPS.map((map) => linear(map)),
  ),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3], width: [1, 2], values: [1, 2] },
    arrays: {
      ...({ q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 'values'] } as const),
      ...({ m: ['values', 2], b: [1, 2] } as const),
    },
    // Relu, focused and cosFormer have no features of a token without positive entries.
    from: { q: tokens, k: tokens, v: numbers, m: numbers, b: numbers },
  }),
  check: commutes,
  trivial: {
    name: 'b = 0, or all values are equal',
    region: ({ v, b }) => b.equal(0).all().or(equalRows(v)),
  },
  cases: 5000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'unnormalised elu1', subject: linear(elu1, { normalised: false }) },
    { name: 'sigmoid', subject: sigmoidAttention() },
  ],
})
