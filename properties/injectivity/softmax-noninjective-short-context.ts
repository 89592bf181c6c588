import { arrays, derived, forAll, gaussian, type Inputs, lattice, mixture, ofScores } from 'attention-assay'
import { type Predicate, type Real, softmax } from 'attention-assay'
import { allEqual, crossProduct, stacked } from 'attention-assay/predicate'

/** A direction u with Ku constant: at right angles to the differences of the keys, and to vectors a that fill up. */
function blindDirection({ k, a }: Inputs<'q' | 'k' | 'a' | 't'>): Real {
  const [n, d] = k.shape
  const rows = Array.from({ length: d - 1 }, (_, i) =>
    i + 1 < n ? k.gather([i + 1]).sub(k.gather([0])) : a.gather([i]),
  )
  return crossProduct(stacked(rows))
}
const agree: Predicate<'q' | 'k' | 'a' | 't'> = (of, { weights }) => {
  const moved = of.q.add(blindDirection(of).mul(of.t))
  return allEqual(weights({ q: moved, k: of.k }), weights(of))
}
const inputs = (where: (sizes: Readonly<Record<string, number>>) => boolean) =>
  arrays({
    dims: { tokens: [1, 2, 3, 4], width: [2, 3, 4] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], a: ['width', 'width'], t: [1, 1] },
    from: mixture([2, lattice(3)], [1, gaussian(1)]),
    where,
  })

export default forAll({
  id: 'softmax-noninjective-short-context',
  title: 'With no more keys than coordinates softmax has the same weights along lines through every query',
  statement: String.raw`n \le d,\ u = (k_2 - k_1) \times \dots \times (k_n - k_1) \times a_1 \times \dots \times a_{d-n}:\quad \forall K, q, a, t:\quad S_K(q + tu) = S_K(q)`,
  source: derived(),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: inputs(({ tokens, width }) => tokens <= width),
  trivial: { name: 'the same query', region: (of) => blindDirection(of).mul(of.t).equal(0).all() },
  check: agree,
  // Each is decided exactly, which takes milliseconds.
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'exponentials without the division', subject: ofScores('exp(Kq)', (s) => s.exp()) }],
  ablations: [
    { name: 'd + 1 keys', hypothesis: 'n ≤ d', inputs: inputs(({ tokens, width }) => tokens === width + 1) },
  ],
})
