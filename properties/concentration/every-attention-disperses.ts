import { arrays, cosformer, elu1, exponential, favor, focused, folklore, forAll } from 'attention-assay'
import { hedgehog, linear, ofScores, type Predicate, relu, softmax } from 'attention-assay'
import { sparsemaxAttention, taylor2, uniform, withNumbers } from 'attention-assay'
import { allAtMost } from 'attention-assay/predicate'

const box = (...n: number[]) =>
  arrays({ dims: { n }, arrays: { q: [1, 2], k: ['n', 2] }, from: uniform(-1, 1) })
/** q = (a, -b), the needle (c, 0), and distractors (-e_j, f_j), none of these letters negative. */
const needle = (...n: number[]) =>
  withNumbers(box(...n), ({ q, k }) => ({
    q: q.data.map((u, at) => (at === 0 ? Math.abs(u) : -Math.abs(u))),
    k: k.data.map((u, at) => (at === 1 ? 0 : at === 0 || at % 2 ? Math.abs(u) : -Math.abs(u))),
  }))

/** No weight is above r/(r + n - 1), for r = e^4, the largest ratio of two kernel values of these inputs. */
const flat: Predicate<'q' | 'k'> = ({ q, k }, { weights }, x) => {
  const r = x.constant(4).exp()
  return allAtMost(weights({ q, k }), r.div(r.add(k.shape[0] - 1)))
}
const directions = () => [
  [1, 0],
  [-0.5, 1],
]

/** Folklore, false: bounded inputs force every attention to spread over many keys. */
export default forAll({
  id: 'every-attention-disperses',
  title: 'With bounded inputs every attention flattens as the number of keys grows',
  statement: String.raw`d = 2,\ |q_i|, |k_{ji}| \le 1:\quad \max_j L_K(q)_j \le \frac{e^4}{e^4 + n - 1}`,
  source: folklore('generalises Veličković et al., arXiv 2410.01104; refuted in the note'),
  subject: linear(relu),
  needs: ['own-subject'],
  inputs: needle(64, 256),
  trivial: {
    name: 'so few keys that the bound is above 1/2',
    region: ({ k }, _attention, x) => x.constant(k.shape[0]).less(56),
  },
  check: flat,
  cases: 600,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    { name: 'cosformer', subject: linear(cosformer(256)) },
    { name: 'focused', subject: linear(focused(3)) },
    { name: 'sparsemax', subject: sparsemaxAttention(), inputs: needle(64) },
    { name: 'e^s, not divided', subject: ofScores('exp(s)', (s) => s.exp()) },
  ],
  restrictions: [
    {
      name: 'positive kernels',
      hypothesis: 'κ > 0, κ_i/κ_j ≤ e^4',
      subject: [
        softmax,
        ...[elu1, exponential, hedgehog, taylor2, favor({ directions })].map((map) => linear(map)),
      ],
      inputs: box(64, 256),
    },
  ],
})
