import { arrays, deltaNet, forAll, identity, lattice, linear, type Predicate } from 'attention-assay'
import { type Real, reconstructed } from 'attention-assay'
import { allEqual, scoresOf, span, stacked } from 'attention-assay/predicate'

const row = (of: Real, t: number) => of.gather([t])
/** u_t = β_t (v_t - Σ_(s<t) (k_s·k_t) u_s); o_t = Σ_(s≤t) (q_t·k_s) u_s. Without the sum in u_t: what the keys hold is not taken off. */
const written =
  (solved = true): Predicate<'q' | 'k' | 'v' | 'b'> =>
  ({ q, k, v, b }, { output }) => {
    const [kernel, scores] = [k.matMul(k.transpose()), scoresOf({ q, k })]
    const mixed = (by: Real, t: number, of: readonly Real[]) =>
      of.map((u, s) => row(by, t).gather([s], 1).mul(u)).reduce((one, other) => one.add(other))
    const writes: Real[] = []
    for (const t of span(0, k.shape[0])) {
      const held = solved && t > 0 ? row(v, t).sub(mixed(kernel, t, writes)) : row(v, t)
      writes.push(held.mul(row(b, t)))
    }
    const rows = writes.map((_, t) => mixed(scores, t, writes.slice(0, t + 1)))
    return allEqual(output({ q, k, v, rates: b }), stacked(rows))
  }

export default forAll({
  id: 'deltanet-wy-form-writes',
  title: 'DeltaNet is causal linear attention over values from which what the state holds has been taken off',
  statement: String.raw`S_t = S_{t-1} + \beta_t k_t(v_t - S_{t-1}^\top k_t)^\top:\quad S_t^\top q_t = \sum_{s\le t}(q_t\cdot k_s)\,u_s,\quad u_t = \beta_t\Bigl(v_t - \sum_{s<t}(k_s\cdot k_t)\,u_s\Bigr)`,
  source: reconstructed('2406.06484', 'Yang et al.: the WY form of what is written'),
  subject: [deltaNet(1), deltaNet(2), deltaNet(3)],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [1, 2] },
    arrays: { q: ['n', 'd'], k: ['n', 'd'], v: ['n', 2], b: ['n', 1] },
    from: lattice(2),
  }),
  check: written(),
  trivial: { name: 'at most one token is written', region: ({ b }) => b.abs().max().equal(b.abs().sum()) },
  cases: 2048,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 'β_t v_t in place of u_t', check: written(false) },
    { name: 'linear attention', subject: linear(identity, { normalised: false, mask: 'causal' }) },
  ],
})
