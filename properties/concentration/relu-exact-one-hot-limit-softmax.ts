import { arrays, folklore, forAll, gaussian, linear, mixture, relu, softmax, uniform } from 'attention-assay'
import { asScores } from 'attention-assay/predicate'

export default forAll({
  id: 'relu-exact-one-hot-limit-softmax',
  title: 'No weight of softmax is 0',
  statement: String.raw`\forall s \in \mathbb{R}^n\ \forall j:\quad \mathrm{softmax}(s)_j > 0`,
  source: folklore(),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys'],
  inputs: arrays({
    dims: { n: [2, 3, 8] },
    arrays: { s: [1, 'n'] },
    from: mixture([1, gaussian(3)], [1, uniform(-100, 100)]),
  }),
  trivial: { name: 'all scores equal', region: ({ s }) => s.max().equal(s.min()) },
  check: ({ s }, { weights }, x) => weights(asScores(s, x)).greater(0).all(),
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'relu', subject: linear(relu) }],
})
