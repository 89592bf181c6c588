import { arrays, bind, derived, type Distribution, elu1, exponential, type FeatureMap } from 'attention-assay'
import { gaussian, linear, relu, uniform } from 'attention-assay'
import { openHypothesis, share } from 'attention-assay/open'

/** Two keys are in the order of their scores: Kendall's τ is twice the probability, less one. */
const concordant = (map: FeatureMap, from: Distribution, width: number) =>
  share({
    inputs: arrays({ arrays: { q: [1, width], k: [2, width] }, from }),
    event({ q, k }, _attention, x) {
      const scores = q.matMul(k.transpose())
      const kernel = bind(linear(map, { normalised: false }), x).weights({ q, k })
      const change = (of: typeof scores) => of.gather([0], 1).sub(of.gather([1], 1))
      return change(scores).mul(change(kernel)).greater(0).all()
    },
    cost: Math.max(1, width / 64),
  })

const limit = (rho: number) => (2 / Math.PI) * Math.asin(rho)
const widths = (from: number) => [1, 2, 4, 8, 16, 64, 1024].filter((d) => d >= from)
const normal = (map: FeatureMap, rho: number, stated: Record<number, string>, from = 1) => ({
  name: `${map.name}, N(0, 1)`,
  at: widths(from),
  measure: (d: number) => concordant(map, gaussian(1), d),
  formula: () => limit(rho),
  stated,
})
const even = (map: FeatureMap, tau: number, stated: string) => ({
  name: `${map.name}, uniform of variance 1`,
  at: [16, 64, 256, 1024, 4096],
  measure: (d: number) => concordant(map, uniform(-Math.sqrt(3), Math.sqrt(3)), d),
  formula: () => tau,
  stated: { 4096: stated },
})

const axes = {
  measured: "Kendall's τ = 2P - 1 between q·k and Σ φ(q_a)φ(k_a), P the share of concordant pairs of keys.",
  x: { label: 'width d', scale: 'log' as const },
  y: { label: "Kendall's τ", range: [-0.2, 0.6] as const },
  from0to1: [-1, 1] as const,
}

export default openHypothesis({
  id: 'order-inversion-constant',
  number: 'O1',
  title: 'How much of the order of the scores an elementwise kernel keeps',
  question:
    'For q, k with independent entries: what does the Kendall correlation of q·k and Σ φ(q_a)φ(k_a) tend to as d → ∞, how fast, and for which entries is it the same?',
  known:
    'For typical q both are asymptotically normal over k, of correlation ρ = E[xφ(x)]²/√(E[x²]² E[φ(x)²] Var φ(x)), so τ → (2/π) arcsin ρ: 0.35239 (elu1), 0.41412 (relu), 0.30624 (exp) for N(0, 1). At d = 1 the order is kept for q > 0 and reversed for q < 0, so τ = 0 for every increasing positive φ.',
  against:
    'A band at large d that leaves out (2/π) arcsin ρ, or bands of normal and of uniform entries that meet.',
  seen: 'elu1 comes near its limit from d = 16 on; exp lies above its own still at d = 1024.',
  source: derived('the limit; no rate is proved'),
  figures: [
    {
      name: 'normal',
      title: 'order kept by elementwise kernels, normal entries',
      ...axes,
      series: [
        normal(elu1, 0.52569, { 1: '0.10', 2: '0.24', 4: '0.32', 8: '0.32', 16: '0.34', 64: '0.36' }),
        normal(relu, 0.60559, { 64: '0.43' }, 16),
        normal(exponential, 0.46271, { 64: '0.35' }),
      ],
    },
    {
      name: 'uniform',
      title: 'order kept by elementwise kernels, uniform entries',
      ...axes,
      series: [even(elu1, 0.36635, '0.375'), even(relu, 0.43591, '0.439')],
    },
  ],
})
