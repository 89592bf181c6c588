import { arrays, forAll, lattice, type Predicate, published, type Real, type Recorder } from 'attention-assay'
import { allEqual, reflection, rowsOf, span } from 'attention-assay/predicate'

/** Unit keys: the first row of the reflection at each u. */
const units = (u: Real, x: Recorder) =>
  span(0, u.shape[0]).map((t) => reflection(u.gather([t]), x).gather([0]))
/** The last value is read back after delta updates; from the sum of k_tᵀv_t exactly where nothing interferes. */
const overwrites =
  (rate: number, keysOf: (u: Real, x: Recorder) => Real[] = units): Predicate<'u' | 'v'> =>
  ({ u, v }, _attention, x) => {
    const [keys, last] = [keysOf(u, x), v.shape[0] - 1]
    const values = span(0, last + 1).map((t) => v.gather([t]))
    const write = (t: number, value: Real) => keys[t].transpose().matMul(value)
    let state = write(0, values[0].mul(rate))
    for (let t = 1; t <= last; t++)
      state = state.add(write(t, values[t].sub(keys[t].matMul(state)).mul(rate)))
    const added = values.map((value, t) => write(t, value))
    const others = keys[last].matMul(added.slice(0, last).reduce((a, b) => a.add(b)))
    const kept = keys[last].matMul(added.reduce((a, b) => a.add(b))).equal(values[last])
    return allEqual(keys[last].matMul(state), values[last]).and(kept.all().iff(others.equal(0).all()))
  }

/** The delta rule replaces what a key holds; additive linear attention adds to it. */
export default forAll({
  id: 'delta-rule-overwrites',
  title: 'The delta rule reads back what it wrote last; an additive state only where nothing interferes',
  statement: String.raw`S_t = S_{t-1} + (v_t - S_{t-1}k_t)k_t^\top,\ |k_t| = 1:\ S_t k_t = v_t;\qquad \Bigl(\sum_{s\le t} v_s k_s^\top\Bigr)k_t = v_t \iff \sum_{s<t} (k_s\cdot k_t)\,v_s = 0`,
  source: published('2102.11174', 'Schlag, Irie, Schmidhuber'),
  inputs: arrays({
    dims: { n: [2, 3], d: [2, 3] },
    arrays: { u: ['n', 'd'], v: ['n', 1] },
    from: lattice(2),
  }),
  check: overwrites(1),
  trivial: {
    name: 'earlier values are 0',
    region: ({ v }) =>
      v
        .gather(span(0, v.shape[0] - 1))
        .equal(0)
        .all(),
  },
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'β = 1/2', check: overwrites(0.5) }],
  ablations: [{ name: 'keys as drawn', hypothesis: '|k_t| = 1', check: overwrites(1, rowsOf) }],
})
