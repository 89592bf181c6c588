import { allKeysEqual, arrays, derived, forAll, identity, lattice, linear, ofScores } from 'attention-assay'
import { type Predicate, type Proposition, relu, sparsemaxAttention } from 'attention-assay'
import { and, eye, or, shares, span } from 'attention-assay/predicate'

/** All sets of `size` of the numbers below n. */
const choose = (n: number, size: number): number[][] =>
  size === 0
    ? [[]]
    : Array.from({ length: n }, (_, last) => choose(last, size - 1).map((rest) => [...rest, last])).flat()

/** Of any `most` + 1 keys one at least has no query that pays all to it. */
const few =
  (most: (width: number) => number): Predicate<'q' | 'k'> =>
  ({ q, k }, { weights }, x) => {
    const [A, n] = [weights({ q, k }), k.shape[0]]
    const hit = Array.from({ length: n }, (_, j): Proposition =>
      A.sub(eye(n, x).gather([j]))
        .abs()
        .sum(1)
        .equal(0)
        .any(),
    )
    const sets = choose(n, most(k.shape[1]) + 1)
    const missed = sets.map((set) => or(hit[set[0]].not(), ...set.slice(1).map((j) => hit[j].not())))
    return and(missed[0], ...missed.slice(1))
  }

export default forAll({
  id: 'relu-exact-one-hot-limit-rows',
  title: 'An attention matrix of m features has at most m different one-hot rows',
  statement: String.raw`A = L_K(Q) \text{ with } m \text{ features, bidirectional or causal}:\quad \bigl|\{j : A_i = e_j \text{ for some } i\}\bigr| \le m`,
  source: derived('the kernel of the rows and keys in question is a triangular matrix'),
  subject: [relu, identity].flatMap((map) => [linear(map), linear(map, { mask: 'causal' })]),
  needs: ['own-subject'],
  inputs: arrays({ dims: { d: [1, 2] }, arrays: { q: [4, 'd'], k: [4, 'd'] }, from: lattice(1) }).filter(
    ({ inputs: { q, k } }) => {
      const d = q.data.length / 4
      return [0, 1, 2, 3].every((i) => span(0, d).some((a) => q.data[i * d + a] > 0 && k.data[a] > 0))
    },
  ),
  trivial: allKeysEqual,
  check: few((m) => m),
  cases: 2400,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    {
      name: 'sparsemax',
      subject: sparsemaxAttention(),
      inputs: arrays({ arrays: { q: [4, 2], k: [4, 2] }, from: lattice(1) }),
    },
    {
      name: 'relu(q·k - 1/2), which is no product of features',
      subject: ofScores('relu(s - 1/2)', (s, x) => {
        const kernel = s.sub(0.5).relu()
        x.assume(kernel.sum(1).greater(0).all())
        return shares(kernel)
      }),
      inputs: arrays({ arrays: { q: [4, 2], k: [4, 2] }, from: lattice(1) }),
    },
  ],
  mutants: [{ name: 'm - 1 in place of m', sharp: true, check: few((m) => m - 1) }],
})
