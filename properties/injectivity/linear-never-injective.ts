import {
  type Case,
  changedQuery,
  exists,
  type FeatureMap,
  folklore,
  gaussian,
  hedgehog,
  linear,
  type Predicate,
  taylor2,
} from 'attention-assay'

/** φ determines the query from the line that φ(q) spans; then weights that determine φ(q) up to a factor do too. */
const MAPS: Record<string, { map: FeatureMap; rank: (width: number) => number }> = {
  [linear(hedgehog).name]: { map: hedgehog, rank: (d) => 2 * d },
  [linear(taylor2).name]: { map: taylor2, rank: (d) => 1 + d + (d * (d + 1)) / 2 },
}

/** Full column rank of Φ(K): over the reals no two queries can then have the same weights. */
const fullColumnRank: Predicate = ({ k }, attention, x) => {
  const { map, rank } = MAPS[attention.name]
  return map.define.keys(k, x).rank().atLeast(rank(k.shape[1]))
}

/** Equal weights at q and q + r, for keys that are not to blame. */
const collision: Predicate = ({ k, q, r }, attention, x) => {
  const same = attention
    .weights({ q, k })
    .equal(attention.weights({ q: q.add(r), k }))
    .all()
  return same.and(fullColumnRank({ k }, attention, x))
}

const from = { q: gaussian(6), k: gaussian(1), r: gaussian(1) }
const generic = changedQuery({ tokens: [4, 6], width: [1, 2], from })

const repeatedKey = generic.map((item): Case => {
  const k = item.inputs.k
  const first = k.data.subarray(0, k.shape[1])
  return {
    inputs: { ...item.inputs, k: { shape: k.shape, data: k.data.map((_, i) => first[i % first.length]) } },
  }
})

/** Folklore, false: whatever the feature map and the keys, two different queries have the same weights. */
export default exists({
  id: 'linear-never-injective',
  title: 'Linear attention is never injective in the query, whatever the feature map',
  statement: String.raw`\forall \varphi, K\ \exists p \ne q:\quad L_K(p) = L_K(q)`,
  source: folklore('generalises Han et al., arXiv 2412.06590, where m = d; refuted in the note'),
  subject: linear(hedgehog),
  quantifiers: { k: 'forAll', q: 'exists', r: 'exists' },
  inputs: generic,
  assuming: ({ r }) => r.equal(0).all().not(),
  check: collision,
  obstruction: fullColumnRank,
  // Over the reals one K without a collision is enough; in float32 saturated weights collide.
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [
    {
      name: 'taylor2 in place of hedgehog',
      subject: linear(taylor2),
      inputs: changedQuery({ tokens: [8], width: [1, 2], from }),
    },
  ],
  restrictions: [
    { name: 'one key, repeated', hypothesis: 'rank Φ(K) < m', inputs: repeatedKey },
    {
      name: 'fewer keys than features',
      hypothesis: 'n < m',
      inputs: changedQuery({ tokens: [1, 2, 3], width: [2], from }),
    },
  ],
})
