import { arrays, derived, forAll, type Inputs, mixture, type Predicate, signs } from 'attention-assay'
import { uniform } from 'attention-assay'
import { shares, tanh, totalVariation } from 'attention-assay/predicate'

type Name = 'kernel' | 'f'
/** Shares of the kernel e^(-f/2) κ and of that times e^(c f). */
const moved = ({ kernel, f }: Inputs<Name>, c = 1) => {
  const first = kernel.mul(f.div(-2).exp())
  return totalVariation(shares(first), shares(first.mul(f.mul(c).exp()))).sum()
}
const most = ({ f }: Inputs<Name>, divisor = 2) => tanh(f.abs().max().div(divisor))
const within =
  (divisor = 2, c = 1): Predicate<Name> =>
  (of) =>
    moved(of, c).atMost(most(of, divisor))

export default forAll({
  id: 'softmax-tv-tanh-kernel',
  title:
    'Factors between e^-η and e^η on a positive kernel move its weights by at most tanh(η/2) in total variation',
  statement: String.raw`\kappa, \kappa' > 0,\ e^{-\eta} \le \kappa'_j/\kappa_j \le e^{\eta}:\quad \mathrm{TV}\bigl(\kappa/\textstyle\sum\kappa,\ \kappa'/\sum\kappa'\bigr) \le \tanh(\eta/2)`,
  source: derived('softmax-tv-tanh for logarithms of kernel values'),
  inputs: arrays({
    dims: { n: [2, 4, 8] },
    arrays: { kernel: [1, 'n'], f: [1, 'n'] },
    from: {
      kernel: mixture([1, uniform(0.01, 1)], [1, uniform(0.9, 1)]),
      f: mixture([1, uniform(-2, 2)], [1, signs]),
    },
  }),
  trivial: { name: 'all factors equal', region: ({ f }) => f.max().equal(f.min()) },
  check: within(),
  tightness: (of) => moved(of).div(most(of)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'factors squared', check: within(2, 2) }],
  ablations: [
    {
      name: 'a kernel of both signs',
      hypothesis: 'κ > 0',
      inputs: arrays({
        dims: { n: [2, 4] },
        arrays: { kernel: [1, 'n'], f: [1, 'n'] },
        from: uniform(-1, 1),
      }),
    },
  ],
  mutants: [{ name: 'tanh(η/2.04)', sharp: true, check: within(2.04) }],
})
