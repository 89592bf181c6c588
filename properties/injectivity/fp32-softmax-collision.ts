import { arrays, type Case, derived, exists, gaussian, softmax, softmaxAttention } from 'attention-assay'
import { spansAffinely } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'p'

/** The other query is twice as long: the same key wins. */
const inputs = arrays({
  dims: { tokens: [3, 4], width: [1, 2] },
  arrays: { q: [1, 'width'], k: ['tokens', 'width'] },
  from: { q: gaussian(1e9), k: gaussian(1) },
}).map(({ inputs: { q, k } }): Case<Name> => ({
  inputs: { q, k, p: { ...q, data: q.data.map((x) => 2 * x) } },
}))

/** All keys become the first one. */
const repeatedKey = inputs.map(({ inputs: { q, k, p } }): Case<Name> => {
  const data = k.data.map((_, i) => k.data[i % k.shape[1]])
  return { inputs: { q, k: { ...k, data }, p } }
})

/** False of real numbers; of the numbers that an engine returns it is true. */
export default exists({
  id: 'fp32-softmax-collision',
  title: 'Queries at distance 1 or more have the same softmax weights although the keys span affinely',
  statement: String.raw`\forall K,\ \mathrm{rank}[K, \mathbf{1}] = d + 1\ \exists q, p,\ |q - p| \ge 1:\quad S_K(q) = S_K(p)`,
  source: derived('the contrary of softmax-weights-injective-iff-affine-span'),
  subject: softmax,
  needs: ['own-subject'],
  quantifiers: { k: 'forAll', q: 'exists', p: 'exists' },
  inputs,
  assuming: ({ q, p }) => p.sub(q).square().sum().greaterEqual(1),
  trivial: { name: 'all keys equal', region: ({ k }) => k.equal(k.gather([0])).all() },
  check: ({ q, k, p }, { weights }) =>
    weights({ q, k })
      .equal(weights({ q: p, k }))
      .all(),
  obstruction: ({ k }) => spansAffinely(k),
  cases: 1500,
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [{ name: 'scores doubled', subject: softmaxAttention({ scale: 2 }) }],
  restrictions: [
    { name: 'one key, repeated', hypothesis: 'all keys are equal', inputs: repeatedKey, cases: 200 },
  ],
})
