import { type Case, changedQuery, derived, type FeatureMap, forAll, gaussian } from 'attention-assay'
import { kernelOf, linear, mixture, tilt, uniform } from 'attention-assay'
import { allEqual, and, equalRows, scoresOf, spansAffinely } from 'attention-assay/predicate'

/** The same without the term that keeps the kernel positive. */
const untilted: FeatureMap = {
  ...tilt(2),
  name: '(1, x)',
  define: { queries: tilt(2).define.keys, keys: tilt(2).define.keys },
  compute: tilt(2).computeKeys!,
}

/** q = (3, 4) and q + r = (5, 12) have whole lengths, and the keys lie in the line at right angles to q/(1 + 2|q|) less p/(1 + 2|p|). */
const onLine = changedQuery({ tokens: [2, 5], width: 2, from: uniform(-1, 1) }).map(
  ({ inputs: { q, k, r } }): Case<'q' | 'k' | 'r'> => ({
    inputs: {
      q: { ...q, data: Float32Array.of(3, 4) },
      r: { ...r, data: Float32Array.of(2, 8) },
      k: {
        ...k,
        data: k.data.map((_, i) => (Math.round(32 * k.data[i - (i % 2)]) / 512) * (i % 2 ? 13 : 12)),
      },
    },
  }),
)

export default forAll({
  id: 'tilt-attention-exists',
  title: 'On bounded keys one linear attention is positive, keeps the order of the scores, and is injective',
  statement: String.raw`|k_j| \le R,\ \varphi(q) = (1 + R|q|, q),\ \psi(k) = (1, k):\quad \kappa \ge 1,\quad q\cdot k_i > q\cdot k_j \iff L_K(q)_i > L_K(q)_j,\quad \mathrm{rank}[K,\mathbf{1}] = d+1,\ q \ne q' \Rightarrow L_K(q) \ne L_K(q')`,
  source: derived(),
  subject: linear(tilt(2)),
  needs: ['own-subject'],
  inputs: changedQuery({
    tokens: [2, 5, 16],
    width: [1, 2, 3],
    from: { q: mixture([1, gaussian(1)], [1, gaussian(8)]), k: uniform(-1, 1), r: gaussian(1) },
  }),
  trivial: { name: 'keys that do not span affinely', region: ({ k }) => spansAffinely(k).not() },
  check({ q, k, r }, attention, x) {
    const kernel = kernelOf(attention.linear!.map, { q, k }, x)
    const weights = attention.weights({ q, k })
    const merged = allEqual(weights, attention.weights({ q: q.add(r), k }))
    const ordered = scoresOf({ q, k }).sameOrder(weights)
    return and(kernel.greaterEqual(1).all(), ordered, merged.implies(spansAffinely(k).not()))
  },
  cases: 2000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: '1 + q·k', subject: linear(untilted) }],
  ablations: [
    {
      name: 'keys of norm above R',
      hypothesis: '|k| ≤ R',
      inputs: changedQuery({ tokens: [2, 5], width: [1, 2, 3], from: { k: gaussian(4) } }),
    },
    {
      name: 'keys on a line through 0',
      hypothesis: 'rank [K, 1] = d + 1',
      inputs: onLine,
      assuming: ({ k }) => equalRows(k).not(),
      check: ({ q, k, r }, { weights }) => allEqual(weights({ q, k }), weights({ q: q.add(r), k })).not(),
    },
  ],
})
