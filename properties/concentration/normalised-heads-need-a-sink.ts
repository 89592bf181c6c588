import { elu1, forAll, gaussian, hedgehog, identity, inline, type Inputs, linear } from 'attention-assay'
import { type Measure, mixture, type Predicate, queryKeysAndValues, reconstructed } from 'attention-assay'
import { relu, softmax, spread, taylor2 } from 'attention-assay'
import { span } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'v'
/** The sink's value is the first; those of the content are 1 and more. */
const values = ({ v }: Inputs<Name>) => v.gather([0]).concat(v.abs().add(1).gather(span(1, v.shape[0])))
/** (1 - |o|)/(1 + c), c the least number of 0 and more for which the sink's value is at least -c. */
const needed: Measure<Name> = (of, { output }) =>
  output({ ...of, v: values(of) })
    .abs()
    .neg()
    .add(1)
    .div(of.v.gather([0]).neg().relu().add(1))
const sink: Measure<Name> = (of, { weights }) => weights(of).gather([0], 1)
const paid =
  (factor: number): Predicate<Name> =>
  (...of) =>
    needed(...of)
      .mul(factor)
      .atMost(sink(...of))

/** Weights that sum to 1 can only keep a head silent by paying to a token whose value says nothing. */
export default forAll({
  id: 'normalised-heads-need-a-sink',
  title: 'A normalised head that says little pays most of its weight to a sink',
  statement: String.raw`w \ge 0,\ \textstyle\sum_j w_j = 1,\ v_j\cdot u \ge 1\ (j \ne s),\ v_s\cdot u \ge -c,\ c \ge 0:\quad |o\cdot u| \le \varepsilon \Rightarrow w_s \ge \frac{1-\varepsilon}{1+c}`,
  source: reconstructed('2603.11487', 'Ran-Milo: in spirit; the inequality is derived in the note'),
  subject: [softmax, ...[elu1, hedgehog, taylor2].map((map) => linear(map))],
  needs: ['normalised', 'all-keys', 'no-positions'],
  inputs: queryKeysAndValues({
    ...{ tokens: [2, 3, 9], width: [1, 4], values: 1 },
    from: { q: spread, k: spread, v: mixture([1, gaussian(1)], [1, gaussian(1e-9)]) },
  }),
  check: paid(1),
  trivial: { name: '|o·u| is 1 or more', region: (...of) => needed(...of).atMost(0) },
  tightness: (...of) =>
    needed(...of)
      .div(sink(...of))
      .sum(),
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'InLine, signs free', subject: inline(identity) }],
  ablations: [
    { name: 'relu, not normalised', hypothesis: 'Σ w = 1', subject: linear(relu, { normalised: false }) },
  ],
  mutants: [{ name: '1.02 (1 - ε)', sharp: true, check: paid(1.02) }],
})
