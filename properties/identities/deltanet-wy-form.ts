import { arrays, forAll, gaussian, lattice, type Predicate, type Real, reconstructed } from 'attention-assay'
import { allEqual, eye, span } from 'attention-assay/predicate'

/** P_n = I - Σ w_s k_sᵀ, by w_t = β_t (k_t - Σ_(s<t) w_s (k_s·k_t)); or by what stands in place of w_s there. */
const equal =
  (solved: boolean): Predicate<'k' | 'beta'> =>
  ({ k, beta }, _attention, x) => {
    const steps = span(0, k.shape[0]).map((t) => ({ key: k.gather([t]), rate: beta.gather([t]) }))
    let product = eye(k.shape[1], x)
    const rows: Real[] = []
    steps.forEach(({ key, rate }, t) => {
      product = product.sub(product.matMul(key.transpose()).matMul(key).mul(rate))
      const earlier = steps.slice(0, t).map((step, s) => {
        const row = solved ? rows[s] : step.key.mul(step.rate)
        return row.mul(step.key.matMul(key.transpose()))
      })
      rows.push(earlier.reduce((a, b) => a.sub(b), key).mul(rate))
    })
    const sum = rows.map((row, s) => row.transpose().matMul(steps[s].key)).reduce((a, b) => a.add(b))
    return allEqual(eye(k.shape[1], x).sub(sum), product)
  }

/** What lets DeltaNet be computed by chunks: a product of n rank-one updates is I less one product of n × d matrices. */
export default forAll({
  id: 'deltanet-wy-form',
  title: 'A product of delta-rule updates is the identity less one low-rank product',
  statement: String.raw`w_t = \beta_t\Bigl(k_t - \sum_{s<t} w_s\,(k_s\cdot k_t)\Bigr):\quad \prod_{t=1}^n (I - \beta_t k_t k_t^\top) = I - \sum_{s=1}^n w_s k_s^\top`,
  source: reconstructed('2406.06484', 'Yang et al.: DeltaNet by chunks; the proof is in the note'),
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [1, 2, 3] },
    arrays: { k: ['n', 'd'], beta: ['n', 1] },
    from: { k: lattice(3), beta: gaussian(1) },
  }),
  check: equal(true),
  trivial: { name: 'no two updates', region: ({ beta }) => beta.abs().sum().equal(beta.abs().max()) },
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'β_s k_s in place of w_s', check: equal(false) }],
})
