import { allKeysEqual, arrays, type Case, derived, exists, gaussian, softmax } from 'attention-assay'
import { softmaxAttention, withNumbers } from 'attention-assay'
import { allEqual, spansAffinely } from 'attention-assay/predicate'

/** The other query is twice as long: the same key wins. */
const inputs = arrays({
  dims: { tokens: [3, 4], width: [1, 2] },
  arrays: { q: [1, 'width'], k: ['tokens', 'width'] },
  from: { q: gaussian(1e9), k: gaussian(1) },
}).map(({ inputs: { q, k } }): Case<'q' | 'k' | 'p'> => ({
  inputs: { q, k, p: { ...q, data: q.data.map((x) => 2 * x) } },
}))

/** All keys become the first one. */
const repeatedKey = withNumbers(inputs, ({ k }) => ({ k: k.data.map((_, i) => k.data[i % k.shape[1]]) }))

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
  trivial: allKeysEqual,
  check: ({ q, k, p }, { weights }) => allEqual(weights({ q, k }), weights({ q: p, k })),
  obstruction: ({ k }) => spansAffinely(k),
  cases: 1500,
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [{ name: 'scores doubled', subject: softmaxAttention({ scale: 2 }) }],
  restrictions: [
    { name: 'one key, repeated', hypothesis: 'all keys are equal', inputs: repeatedKey, cases: 200 },
  ],
})
