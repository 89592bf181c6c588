import { arrays, forAll, gaussian, type Predicate, published, type Real, softmax } from 'attention-assay'
import { softmaxAttention } from 'attention-assay'
import { allEqual, scoresOf } from 'attention-assay/predicate'

/** Of a block of keys: the largest score, the sum of e^(s - max), and the values weighted so. */
type Part = readonly [max: Real, sum: Real, mixed: Real]
const partOf = (q: Real, k: Real, v: Real): Part => {
  const s = scoresOf({ q, k })
  const e = s.sub(s.max(-1, true)).exp()
  return [s.max(-1, true), e.sum(-1, true), e.matMul(v)]
}
const merge = ([m, z, o]: Part, [n, y, p]: Part): Part => {
  const most = m.maximum(n)
  const [f, g] = [m.sub(most).exp(), n.sub(most).exp()]
  return [most, z.mul(f).add(y.mul(g)), o.mul(f).add(p.mul(g))]
}
const added = (a: Part, b: Part): Part => [a[0].maximum(b[0]), a[1].add(b[1]), a[2].add(b[2])]
/** Both trees over three blocks end at the output over all keys. */
const merged =
  (by: (a: Part, b: Part) => Part): Predicate<'q' | 'k1' | 'k2' | 'k3' | 'v1' | 'v2' | 'v3'> =>
  ({ q, k1, k2, k3, v1, v2, v3 }, { output }) => {
    const [a, b, c] = [partOf(q, k1, v1), partOf(q, k2, v2), partOf(q, k3, v3)]
    const whole = output({ q, k: k1.concat(k2).concat(k3), v: v1.concat(v2).concat(v3) })
    const same = ([, sum, mixed]: Part) => allEqual(mixed.div(sum), whole)
    return same(by(by(a, b), c)).and(same(by(a, by(b, c))))
  }
const keys = { k1: ['a', 'd'], k2: ['b', 'd'], k3: ['c', 'd'] } as const
const values = { v1: ['a', 1], v2: ['b', 1], v3: ['c', 1] } as const

/** Softmax attention block by block, with rescaling: what FlashAttention computes. */
export default forAll({
  id: 'online-softmax-merge',
  title: 'Partial softmax attention over blocks merges to softmax attention, whatever the tree',
  statement: String.raw`(m, z, o)\oplus(m', z', o') = (\bar m,\ e^{m-\bar m}z + e^{m'-\bar m}z',\ e^{m-\bar m}o + e^{m'-\bar m}o'),\ \bar m = \max(m, m'):\quad \bigoplus_B (m_B, z_B, o_B) = (m, z, o),\ o/z = \mathrm{softmax}(qK^\top)V`,
  source: published('1805.02867', 'Milakov, Gimelshein; Dao et al., FlashAttention, arXiv 2205.14135'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { a: [1, 2], b: [1, 2], c: [1, 3], d: [1, 2] },
    arrays: { q: [1, 'd'], ...keys, ...values },
    from: gaussian(1),
  }),
  trivial: { name: 'a query of 0: all scores are 0', region: ({ q }) => q.equal(0).all() },
  check: merged(merge),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'merged without the factors', check: merged(added) }],
  ablations: [{ name: 'softmax(2s)', hypothesis: 'e^s', subject: softmaxAttention({ scale: 2 }) }],
})
