import { changedQuery, forAll, gaussian, type Inputs, lattice, type Measure, mixture } from 'attention-assay'
import { type Predicate, type Real, reconstructed, softmax, softmaxAttention } from 'attention-assay'
import { derivative, range } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'r'
/** The direction Kr in which the scores move. */
const direction = ({ k, r }: Inputs<Name>) => r.matMul(k.transpose())
const slope: Measure<Name> = ({ q, k, r }, { weights }) => derivative(weights({ q, k }), q, r)
/** Σ |2 J u|^p < Σ |u|^p. */
const strict =
  (p: 2 | 4): Predicate<Name> =>
  (of, to, x) => {
    const power = (u: Real) => (p === 2 ? u.square() : u.square().square()).sum()
    return power(slope(of, to, x).mul(2)).less(power(direction(of)))
  }
const from = mixture([1, lattice(1)], [1, gaussian(1)])

export default forAll({
  id: 'softmax-half-lipschitz-strict',
  title: 'The local Lipschitz constant of softmax is below 1/2 in the 2-norm',
  statement: String.raw`\forall s \in \mathbb{R}^n,\ u \ne 0:\quad \|J(s)u\|_2 < \tfrac12\|u\|_2,\quad J(s) = \mathrm{diag}(p) - pp^\top,\ p = \mathrm{softmax}(s)`,
  source: reconstructed(
    '2510.23012',
    'Nair: for 1 < p < ∞ the constant is reached only in the limit; false for n = 2',
  ),
  subject: softmax,
  needs: ['unit-scale', 'no-positions'],
  inputs: changedQuery({ tokens: [2, 3, 6], width: [1, 3], from: { q: from, k: from, r: from } }),
  assuming: (of) => direction(of).equal(0).all().not(),
  trivial: { name: 'all scores move alike', region: (of) => range(direction(of)).equal(0).all() },
  check: strict(2),
  cases: 4000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    { name: 'in the 4-norm', check: strict(4) },
    {
      name: 'inverse temperature 2, three keys or more',
      subject: softmaxAttention({ scale: 2 }),
      inputs: changedQuery({ tokens: [3, 6], width: [1, 3], from }),
    },
  ],
  restrictions: [
    {
      name: 'three keys or more',
      hypothesis: 'n > 2',
      inputs: changedQuery({ tokens: [3, 4, 6], width: [1, 3], from }),
    },
  ],
})
