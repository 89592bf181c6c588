import { arrays, derived, forAll, gaussian, type Inputs, lattice, mixture } from 'attention-assay'
import { type Predicate, type Real, type Recorder, uniform } from 'attention-assay'
import { eye, jacobian } from 'attention-assay/predicate'

/** |∂p_j/∂s_i| of p = s/Σs, and the same times s_i. */
const gradient = ({ s }: Inputs<'s'>) => jacobian(s.div(s.sum()), s).abs()
const relative = ({ s }: Inputs<'s'>) => gradient({ s }).mul(s)

/** p_i (1 - p_i) on the diagonal, p_i p_j beside it. */
function formula({ s }: Inputs<'s'>, x: Recorder): Real {
  const p = s.div(s.sum())
  return p.mul(eye(s.shape[1], x)).sub(p.transpose().matMul(p)).abs()
}
const within =
  (most: number): Predicate<'s'> =>
  (of, _attention, x) =>
    relative(of)
      .atMost(most)
      .and(relative(of).equal(formula(of, x)))
      .all()

export default forAll({
  id: 'score-gradient-bounded-vs-unbounded-linear',
  title:
    'A weight of s/Σs changes by at most 1/4 of the relative change of a score, without a bound as scores vanish',
  statement: String.raw`p = s/\textstyle\sum s,\ s > 0:\quad \left|\partial p_j/\partial s_i\right| = \frac{|[i = j]\,p_i - p_i p_j|}{s_i} \le \frac{1}{4 s_i}`,
  source: derived(
    'bounded against unbounded gradients: Qin et al., The Devil in Linear Transformer, arXiv 2210.10340',
  ),
  inputs: arrays({
    dims: { n: [2, 3, 5] },
    arrays: { s: [1, 'n'] },
    from: mixture([1, uniform(0.001, 1)], [1, uniform(1, 2)], [1, lattice(4)]),
  }),
  assuming: ({ s }) => s.greater(0).all(),
  trivial: {
    name: 'a score that is 100 times the others together',
    region: ({ s }) => s.max().mul(2).sub(s.sum()).greater(s.sum().mul(0.98)),
  },
  check: within(0.25),
  tightness: (of) => relative(of).max().mul(4),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'at most 1/4, as softmax', check: (of) => gradient(of).atMost(0.25).all() }],
  ablations: [
    {
      name: 'scores of both signs',
      hypothesis: 's > 0',
      inputs: arrays({ dims: { n: [2, 3] }, arrays: { s: [1, 'n'] }, from: gaussian(1) }),
      assuming: ({ s }) => s.sum().equal(0).not(),
    },
  ],
  mutants: [{ name: '0.245 in place of 1/4', sharp: true, check: within(0.245) }],
})
