import { arrays, bind, elu1, exponential, folklore, forAll, lattice, linear, softmax } from 'attention-assay'
import { distinctRows } from 'attention-assay/predicate'

const inputs = (d: number, values: number) =>
  arrays({
    arrays: { q: [3, d], k: [3, d], v: [3, values] },
    from: { q: lattice(2), k: lattice(2), v: lattice(3) },
  })

/** Folklore, false: what linear attention returns has a lower rank than what softmax returns. */
export default forAll({
  id: 'linear-output-lower-rank',
  title: 'Outputs of linear attention have a lower rank than those of softmax',
  statement: String.raw`Q, K, V \text{ of full column rank } d = d_v \le n:\quad \operatorname{rank} L_K(Q)V < \operatorname{rank}\,\mathrm{softmax}(QK^\top)V`,
  source: folklore('compare Fan et al., RALA, arXiv 2411.07635; refuted in the note'),
  subject: linear(elu1),
  needs: ['feature-map', 'no-other-mechanism'],
  inputs: inputs(2, 2),
  assuming: ({ q, k, v }) =>
    v.rank().atLeast(v.shape[1]).and(q.rank().atLeast(q.shape[1])).and(k.rank().atLeast(q.shape[1])),
  trivial: { name: 'values of rank 1', region: ({ v }) => v.rank().atMost(1) },
  check: (of, { output }, x) => output(of).rank().atLeast(bind(softmax, x).output(of).rank()).not(),
  cases: 600,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'φ = exp', subject: linear(exponential) }],
  restrictions: [
    {
      name: 'd = m = 1, two values',
      hypothesis: 'm < d_v, and rank softmax(QKᵀ) = n',
      inputs: inputs(1, 2),
      assuming: ({ q, k, v }) => distinctRows(q).and(distinctRows(k)).and(v.rank().atLeast(2)),
    },
  ],
})
