import { arrays, elu1, exponential, folklore, forAll, gaussian, hedgehog, lattice } from 'attention-assay'
import { linear, mixture, type Predicate, properPermutation, type Real, type Recorder } from 'attention-assay'
import { relu, withMap } from 'attention-assay'
import { allEqual, equalRows, reflection } from 'attention-assay/predicate'

/** f(QM, KM) = f(Q, K), of an orthogonal M, where M⁻ᵀ = M. */
const turned =
  (m: (from: Record<'p' | 'u', Real>, x: Recorder) => Real): Predicate<'q' | 'k' | 'p' | 'u'> =>
  (from, { weights }, x) =>
    allEqual(weights({ q: from.q.matMul(m(from, x)), k: from.k.matMul(m(from, x)) }), weights(from))

const MAPS = [relu, elu1, exponential, hedgehog]
const permuted = turned(({ p }) => p)
const inputs = (from = mixture([1, gaussian(1)], [1, lattice(2)])) =>
  arrays({
    dims: { n: [2, 3, 5], d: [2, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], p: ['d', 'd'], u: [1, 'd'] },
    from: { q: from, k: from, p: properPermutation, u: from },
    fixed: ['p'],
  })

/** Folklore of softmax said of linear attention, false: that it depends on lengths and angles alone. */
export default forAll({
  id: 'gauge-and-translation-rotation',
  title: 'Linear attention with an entrywise map does not change when queries and keys are rotated together',
  statement: String.raw`M^\top M = I:\quad f(QM, KM) = f(Q, K)`,
  source: folklore('refuted in the note; true for permutations of the coordinates'),
  subject: MAPS.map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: inputs(),
  check: turned(({ u }, x) => reflection(u, x)),
  trivial: { name: 'all keys are equal', region: ({ k }) => equalRows(k) },
  cases: 800,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    {
      name: 'keys translated',
      check: ({ q, k, u }, { weights }) => allEqual(weights({ q, k: k.add(u) }), weights({ q, k })),
    },
    // A counterexample of each map: the claim's own is one of them.
    ...withMap(MAPS),
  ],
  restrictions: [
    { name: 'permutations of the coordinates', hypothesis: 'M is a permutation', check: permuted },
    {
      name: 'hedgehog, also with signs',
      hypothesis: 'φ is hedgehog, -M is a permutation',
      subject: linear(hedgehog),
      check: turned(({ p }) => p.neg()),
    },
  ],
})
