import { allKeysEqual, arrays, bind, elu1, exponential, forAll, gaussian, identity } from 'attention-assay'
import { linear, mixture, type Predicate, reconstructed, relu, softmax, uniform } from 'attention-assay'
import { allAtMost, entropy } from 'attention-assay/predicate'

const dims = { n: [2, 3, 8], d: [1, 2, 4] }
const shapes = { q: [1, 'd'], k: ['n', 'd'] } as const

const higher: Predicate<'q' | 'k'> = (of, attention, x) =>
  allAtMost(entropy(bind(softmax, x).weights(of)), entropy(attention.weights(of)))

/** Said of linear attention, false: its weights always have more entropy than those of softmax. */
export default forAll({
  id: 'linear-higher-entropy',
  title: 'Linear attention weights have at least the entropy of softmax weights',
  statement: String.raw`\varphi = \mathrm{elu}+1:\quad \forall q, K:\ H(L_K(q)) \ge H(\mathrm{softmax}(Kq))`,
  source: reconstructed(
    '2402.04347',
    'Hedgehog: softmax is spikier; read for all inputs, also PolaFormer, 2501.15061',
  ),
  subject: linear(elu1),
  needs: ['feature-map', 'no-other-mechanism'],
  inputs: arrays({ dims, arrays: shapes, from: mixture([2, gaussian(0.25)], [1, gaussian(1)]) }),
  trivial: allKeysEqual,
  check: higher,
  cases: 3000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    { name: 'φ = exp', subject: linear(exponential) },
    {
      name: 'φ = relu, positive entries',
      subject: linear(relu),
      inputs: arrays({ dims, arrays: shapes, from: uniform(2 ** -6, 0.5) }),
    },
  ],
  restrictions: [
    {
      name: 'the same scores, all at least 1',
      hypothesis: 'φ = id, s ≥ 1',
      subject: linear(identity),
      inputs: arrays({
        dims: { ...dims, d: 1 },
        arrays: shapes,
        from: { q: uniform(1, 2), k: uniform(1, 4) },
      }),
    },
  ],
})
