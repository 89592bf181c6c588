import { arrays, derived, elu1, exists, gaussian, lattice, linear, mixture, nearTied } from 'attention-assay'
import { type Predicate, softmax, withNumbers } from 'attention-assay'
import { allEqual } from 'attention-assay/predicate'

const indices = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/** v, the difference of two columns of values, is not 0; and no two keys are the same, unless they may be. */
const different =
  (keys = true): Predicate<'q' | 'k' | 'v'> =>
  ({ k, v }) => {
    const pairs = indices(0, keys ? k.shape[0] : 0).flatMap((j) => indices(0, j).map((i) => [i, j]))
    const apart = pairs.map(([i, j]) => allEqual(k.gather([i]), k.gather([j])).not())
    return apart.reduce((a, b) => a.and(b), v.equal(0).all().not())
  }

/** No query tells v from 0: φ(K)ᵀv = 0 of linear attention, else the keys of the second half are those of the first, with -v. */
const invisible: Predicate<'q' | 'k' | 'v'> = ({ k, v }, { linear }, x) => {
  if (linear) return linear.map.define.keys(k, x).transpose().matMul(v).equal(0).all()
  const [first, second] = [indices(0, k.shape[0] / 2), indices(k.shape[0] / 2, k.shape[0])]
  const opposed = v.gather(first).equal(v.gather(second).neg())
  return allEqual(k.gather(first), k.gather(second)).and(opposed.all())
}

const inputs = (tokens: number[], width: number[]) =>
  arrays({
    dims: { tokens, width },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 1] },
    from: {
      ...{ q: gaussian(2), v: mixture([1, gaussian(1)], [1, lattice(2)]) },
      k: mixture([2, gaussian(1)], [1, lattice(3)], [1, nearTied(1)]),
    },
  })
const twice = (data: Float32Array, sign = 1) =>
  data.map((x, i) => (i < data.length / 2 ? x : sign * data[i - data.length / 2]))
/** The keys of the second half become those of the first, and the values their opposites. */
const opposed = withNumbers(inputs([2, 4], [1, 2]), ({ k, v }) => ({
  k: twice(k.data),
  v: twice(v.data, -1),
}))
/** Two keys that are not negative, of which elu1 has the features k + 1; v is at right angles to these. */
const hidden = withNumbers(inputs([2], [1]), ({ k }) => {
  const [a, b] = k.data.map((x) => Math.abs(Math.round(x)))
  return { k: [a, b], v: [b + 1, -a - 1] }
})

export default exists({
  id: 'value-functional-identifiable',
  title: 'With distinct keys softmax outputs tell any two columns of values apart',
  statement: String.raw`k_i \ne k_j\ (i \ne j):\quad \forall v \ne v'\ \exists q:\quad S_K(q)\cdot v \ne S_K(q)\cdot v'`,
  source: derived('from the linear independence of exponentials'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  quantifiers: { k: 'forAll', v: 'forAll', q: 'exists' },
  inputs: inputs([2, 4], [1, 2]),
  assuming: different(),
  trivial: { name: 'v of one sign', region: ({ v }) => v.greater(0).all().or(v.less(0).all()) },
  check: (of, attention) => attention.output(of).equal(0).all().not(),
  obstruction: invisible,
  cases: 6000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'linear attention with n > m, elu1', subject: linear(elu1), inputs: hidden }],
  ablations: [
    {
      name: 'keys that repeat',
      hypothesis: 'no two keys are the same',
      inputs: opposed,
      assuming: different(false),
    },
  ],
})
