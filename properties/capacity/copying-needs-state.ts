import { arrays, forAll, lattice, mixture, type Predicate, type Real, reconstructed } from 'attention-assay'
import { type Recorder, signs, uniform } from 'attention-assay'
import { eye, span, tuples } from 'attention-assay/predicate'

/** [strings, strings]: 1 where two strings leave the same state, a row of integers, and 0 where they do not. */
const alike = (state: Real) => {
  const [strings, bits] = state.shape
  const apart = state.reshape([strings, 1, bits]).sub(state).abs().sum(-1)
  return apart.neg().add(1).relu()
}
/** The probability of a right guess: in each state one of its strings, or what is guessed besides, by weights. */
const right = (state: Real, x: Recorder, besides?: Real) => {
  const [same, one] = [alike(state), eye(state.shape[0], x)]
  const guesses = besides ? same.add(same.matMul(besides.relu())) : same
  return guesses.mul(one).sum(-1).div(guesses.sum(-1)).sum().div(state.shape[0])
}
/** The strings are numbered, and the last bits of its number are the state of a string. */
const numbered = (strings: number, bits: number, x: Recorder) => {
  const states = x.constant(tuples([0, 1], bits).flat(), [2 ** bits, bits])
  return states.gather(span(0, strings).map((i) => i % 2 ** bits))
}
const bounded =
  (factor = 1, less = 0): Predicate<'state' | 'guess'> =>
  ({ state, guess }, _attention, x) => {
    const [strings, bits] = state.shape
    const attained = right(numbered(strings, bits, x), x)
    return right(state, x, guess)
      .atMost(x.constant(factor * 2 ** (bits - less)).div(strings))
      .and(attained.equal(x.rational(Math.min(2 ** bits, strings), strings)))
  }

/** A state of b bits holds no more than 2^b strings. */
export default forAll({
  id: 'copying-needs-state',
  title: 'From a state of b bits a uniform string is returned with probability at most 2^b/Aⁿ',
  statement: String.raw`f: \{1, \dots, A\}^n \to \{0, 1\}^b,\ x\ \text{uniform}:\quad P\bigl(g(f(x)) = x\bigr) \le \frac{2^b}{A^n}\ \text{for every read-out}\ g,\ \text{attained for}\ 2^b \le A^n`,
  source: reconstructed('2402.01032', 'Jelassi et al.: copying; counting'),
  inputs: arrays({
    dims: { strings: [4, 8, 9], bits: [1, 2, 3] },
    arrays: { state: ['strings', 'bits'], guess: ['strings', 'strings'] },
    from: { state: signs, guess: mixture([1, uniform(-1, 0)], [1, lattice(3)]) },
  }),
  assuming: ({ state }) => state.square().equal(1).all(),
  trivial: {
    name: 'the bound is 1 or more',
    region: ({ state }, _attention, x) => x.constant(state.shape[0]).atMost(2 ** state.shape[1]),
  },
  check: bounded(),
  tightness: ({ state, guess }, _attention, x) =>
    right(state, x, guess)
      .mul(state.shape[0])
      .div(2 ** state.shape[1]),
  cases: 2300,
  expect: { reals: 'holds' },
  controls: [{ name: 'one bit less', check: bounded(1, 1) }],
  ablations: [
    {
      name: 'three values for a bit',
      hypothesis: 'b bits',
      inputs: arrays({
        dims: { strings: [8, 9], bits: [1, 2] },
        arrays: { state: ['strings', 'bits'], guess: ['strings', 'strings'] },
        from: { state: lattice(1), guess: uniform(-1, 0) },
      }),
      assuming: ({ state }) => state.abs().atMost(1).all(),
    },
  ],
  mutants: [{ name: '0.98 of it', sharp: true, check: bounded(0.98) }],
})
