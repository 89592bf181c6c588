import { allKeysEqual, arrays, type Case, forAll, lattice, ofScores, type Predicate } from 'attention-assay'
import { type Proposition, type Real, reconstructed, softmax } from 'attention-assay'
import { allEqual, shares, span, spansAffinely } from 'attention-assay/predicate'
import fc from 'fast-check'

const shape = { q: [1, 'width'], k: ['tokens', 'width'], u: [1, 'width'] } as const
const dims = { tokens: [2, 4, 8], width: [1, 2, 3] }

const dot = (a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, length: number) =>
  Array.from({ length }, (_, x) => a[i * length + x] * b[j * length + x]).reduce((s, t) => s + t, 0)

/**
 * Integer keys p + Σ c_j b_j from a point p and `points` - 1 vectors b_j at right angles to u, so that K u is constant. Their
 * affine rank is `points` - 1, or less where vectors happen to be dependent; u is any direction.
 */
const inSubspace = (points: readonly number[]) =>
  arrays({
    dims: { tokens: [3, 4, 8], width: [1, 2, 3], points },
    arrays: { q: [1, 'width'], u: [1, 'width'], c: ['tokens', 'points'], b: ['points', 'width'] },
    from: { q: lattice(2), u: lattice(2), c: lattice(4), b: lattice(4) },
    where: ({ tokens, width, points }) => points <= Math.min(tokens, width),
  }).map(({ inputs: { q, u, c, b } }): Case<'q' | 'k' | 'u'> => {
    const [n, m] = c.shape
    const d = u.data.length
    const square = dot(u.data, 0, u.data, 0, d)
    const right = b.data.map((x, i) =>
      i < d ? x : square * x - dot(b.data, Math.floor(i / d), u.data, 0, d) * u.data[i % d],
    )
    const data = new Float32Array(n * d)
    for (let at = 0; at < n * d; at++)
      for (let j = 0; j < m; j++)
        data[at] += (j === 0 ? 1 : c.data[Math.floor(at / d) * m + j]) * right[j * d + (at % d)]
    return {
      inputs: { q, k: { shape: [n, d], data }, u },
      distribution: `affine rank at most ${m - 1}, K u constant`,
    }
  })

const hyperplanes = inSubspace([2, 3])
const integers = arrays({ dims, arrays: shape, from: lattice(3) })

/**
 * The weights agree at q and q + u exactly when K u is constant. And where u lies in the kernel of the centred keys, or that
 * is {0} alone, they agree exactly when the keys do not satisfy the criterion of injectivity.
 */
const injectiveIff =
  (criterion: (k: Real) => Proposition): Predicate =>
  ({ q, k, u }, attention) => {
    const scores = u.matMul(k.transpose())
    const constant = allEqual(scores, scores.gather([0], 1))
    const agree = allEqual(attention.weights({ q, k }), attention.weights({ q: q.add(u), k }))
    const noKernel = k
      .sub(k.gather([0]))
      .rank()
      .atLeast(k.shape[1])
    return agree.iff(constant).and(noKernel.or(constant).implies(agree.iff(criterion(k).not())))
  }

const exponentials = ofScores('exp(Kq)', (s) => s.exp())
const unitScores = ofScores('softmax(s/|s|)', (scores, x) => {
  const length = scores.square().sum(-1, true).sqrt()
  x.assume(length.greater(0))
  return shares(scores.div(length).exp())
})
const spans = (k: Real) => k.rank().atLeast(k.shape[1])

export default forAll({
  id: 'softmax-weights-injective-iff-affine-span',
  title: 'Softmax weights determine the query exactly when the keys span affinely',
  statement: String.raw`\forall K, q, u:\ S_K(q) = S_K(q+u) \iff Ku \in \mathbb{R}\mathbf{1};\quad \forall K:\ S_K\ \text{injective} \iff \mathrm{rank}[K, \mathbf{1}] = d+1`,
  source: reconstructed('2412.06590', 'sufficiency: Han et al.; the equivalence is derived in the note'),
  subject: softmax,
  needs: ['all-keys', 'no-positions'],
  inputs: fc.oneof(
    { weight: 24, arbitrary: hyperplanes },
    { weight: 1, arbitrary: inSubspace([1]) },
    { weight: 12, arbitrary: integers },
    { weight: 12, arbitrary: arrays({ dims, arrays: shape }) },
  ),
  assuming: ({ u }) => u.equal(0).all().not(),
  check: injectiveIff(spansAffinely),
  cases: 9000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'exponentials without the division', subject: exponentials, inputs: hyperplanes },
    { name: 'rank K = d in place of rank [K, 1] = d + 1', inputs: hyperplanes, check: injectiveIff(spans) },
    {
      name: 'rank [K, 1] = d + 1 without the first key',
      inputs: integers,
      check: injectiveIff((k) => spansAffinely(k.gather(span(1, k.shape[0])))),
    },
    { name: 'scores divided by their length', subject: unitScores, inputs: hyperplanes },
  ],
  ablations: [
    {
      name: 'u = 0 too',
      hypothesis: 'q and q + u are two queries',
      inputs: integers,
      assuming: ({ u }) => allEqual(u, u),
    },
  ],
  trivial: allKeysEqual,
})
