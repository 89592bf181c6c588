import { arrays, forAll, gaussian, type Predicate, reconstructed, uniform } from 'attention-assay'
import { and } from 'attention-assay/predicate'

const STEPS = 6
/** s_(t+1) = a s_t + b, fed with ones: if the first step goes up, all do; if it goes down, all do. */
const monotone =
  (sign: 1 | -1): Predicate<'a' | 'b' | 's'> =>
  ({ a, b, s }) => {
    const states = [s]
    for (let t = 0; t < STEPS; t++) states.push(states[t].mul(a.mul(sign)).add(b))
    const steps = states
      .slice(1)
      .map((state, t) => ({ up: states[t].atMost(state), down: state.atMost(states[t]) }))
    const all = (way: 'up' | 'down') => and(...steps.map((step) => steps[0][way].implies(step[way])))
    return all('up').and(all('down'))
  }

/** A scalar state with a factor of 0 or more never turns, so that no threshold on it alternates with the number of ones. */
export default forAll({
  id: 'parity-positive-state-is-monotone',
  title: 'A scalar linear state with a factor from 0 to 1, fed with ones, is monotone in their number',
  statement: String.raw`a \in [0, 1],\ s_{t+1} = a s_t + b:\quad s_0 \le s_1 \Rightarrow s_t \le s_{t+1}\ \forall t,\qquad s_0 \ge s_1 \Rightarrow s_t \ge s_{t+1}\ \forall t`,
  source: reconstructed(
    '2411.12537',
    'Grazzi et al.: parity needs negative eigenvalues; this form is derived',
  ),
  inputs: arrays({
    arrays: { a: [], b: [], s: [] },
    from: { a: uniform(0, 1), b: gaussian(1), s: gaussian(1) },
  }),
  check: monotone(1),
  trivial: { name: 'a = 0', region: ({ a }) => a.equal(0) },
  cases: 4096,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'factor -a', check: monotone(-1) }],
  ablations: [
    {
      name: 'a in [-1, 0]',
      hypothesis: 'a ≥ 0',
      inputs: arrays({
        arrays: { a: [], b: [], s: [] },
        from: { a: uniform(-1, 0), b: gaussian(1), s: gaussian(1) },
      }),
    },
  ],
})
