import { cosformer, derived, exists, lattice, linear, type Predicate, queryAndKeys } from 'attention-assay'
import { relu, softmax, sparsemaxAttention } from 'attention-assay'
import { equalRows } from 'attention-assay/predicate'

const oneHot: Predicate<'q' | 'k'> = ({ q, k }, { weights }) => {
  const p = weights({ q, k })
  return p.max(-1).equal(1).all().and(p.min(-1).equal(0).all()).and(p.abs().sum(-1).equal(1).all())
}

export default exists({
  id: 'relu-exact-one-hot-limit',
  title: 'Attention by relu, cosFormer and sparsemax can pay all to one of several keys, exactly',
  statement: String.raw`\exists q, K,\ n = 4:\quad L_K(q) = e_j \text{ for some } j`,
  source: derived('a kernel with exact zeros'),
  subject: [linear(relu), linear(cosformer(4)), sparsemaxAttention()],
  needs: ['no-positions'],
  quantifiers: { q: 'exists', k: 'exists' },
  inputs: queryAndKeys({ tokens: 4, width: 2, from: lattice(2) }),
  trivial: { name: 'all keys are equal', region: ({ k }) => equalRows(k) },
  check: oneHot,
  cases: 200,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    {
      name: 'softmax',
      subject: softmax,
      obstruction: ({ q, k }, { weights }) => weights({ q, k }).greater(0).all(),
    },
  ],
})
