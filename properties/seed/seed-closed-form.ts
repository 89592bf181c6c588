import { arrays, forAll, identity, type Inputs, linear, mixture, ofScores } from 'attention-assay'
import { type Predicate, type Real, type Recorder, signs, softmax, uniform } from 'attention-assay'
import { admissible, closedForm, distinctRows } from 'attention-assay/papers/softmax-vs-linear'
import { type DrawnSelfAttentionData, linearWeight } from 'attention-assay/papers/softmax-vs-linear'
import { type NeedleWeight, preactivations, seedPaper } from 'attention-assay/papers/softmax-vs-linear'
import { softmaxWeight } from 'attention-assay/papers/softmax-vs-linear'
import { shares } from 'attention-assay/predicate'
import fc from 'fast-check'

/** Two rows stand for all n, the needle's and another; of networks up to n = 6 half are evaluated in all their rows. */
const WHOLE = [3, 4, 5, 6]
const TOKENS = [2, ...WHOLE, 8, 12, 24]

const inputs = (tokens: readonly number[], whole?: boolean) =>
  arrays({
    dims: { tokens, width: [3, 4, 5, 6, 8, 10, 14], rows: [2, ...WHOLE] },
    arrays: { a: [], b: [], root: [], y: [1, 'width'], rows: ['rows', 'tokens'] },
    from: {
      root: uniform(0.5, 3),
      a: mixture([1, uniform(0, 0.1)], [3, uniform(0.1, 2)]),
      b: uniform(0, 1),
      y: signs,
      rows: distinctRows,
    },
    fixed: ['y', 'rows'],
    where: ({ tokens, width, rows }) => {
      const copies = tokens / (width - 2)
      return (
        Number.isInteger(copies) &&
        (tokens <= 12 || copies <= 4) &&
        (rows === tokens || (rows === 2 && !whole))
      )
    },
  })

/** The paper's Λ = ln n, but for the rounding of its root to float32. */
const atLogarithm = inputs(TOKENS).map(({ inputs: { root, ...rest } }) => ({
  distribution: 'Λ next to ln n',
  inputs: { ...rest, root: { ...root, data: Float32Array.of(Math.sqrt(Math.log(rest.rows.shape[1]))) } },
}))

/** The needle's row is the first of `rows`. */
const dataOf = ({ a, b, root, y, rows }: Inputs, x: Recorder): DrawnSelfAttentionData => {
  const [n, d] = [rows.shape[1], y.shape[1]]
  return { n, d, a, b, c: x.constant(1).sub(b), needle: rows.gather([0]).transpose(), root }
}

interface Change {
  readonly weight?: NeedleWeight
  readonly data?: (x: Recorder) => Partial<DrawnSelfAttentionData>
  /** A factor on the logits. */
  readonly scale?: (d: number, x: Recorder) => Real
}

const agrees =
  ({ weight, data: changed, scale }: Change = {}): Predicate =>
  (inputs, attention, x) => {
    const { rows, y } = inputs
    const data = { ...dataOf(inputs, x), ...changed?.(x) }
    const formula = weight ?? (attention.linear ? linearWeight : softmaxWeight)
    const network = preactivations(data, rows, y, attention, x, {
      scale: scale?.(data.d, x),
    })
    return network.equal(closedForm(data, rows, y, formula, x))
  }

/** Every pre-activation of the four-layer network is √Λ h(w; y), whatever the scale Λ. */
export default forAll({
  id: 'seed-closed-form',
  title: 'The pre-activations of the seed network in closed form',
  statement: String.raw`\Lambda > 0,\ b + c = 1:\quad \langle c(A,x)_i, y\rangle = \sqrt\Lambda\,h(w; y),\ h = w(ay_1 + by_k) + \tfrac{b(1-w)}{n-1}(tS - y_k) + cy_d,\ w = \tfrac{1}{1+(n-1)e^{-\Lambda a(1+a[i=j_3])}}\ (\mathrm{softmax}),\ \tfrac{1+a}{n+a}\ (\mathrm{linear})\qquad (\text{the paper has } \Lambda = \ln n)`,
  source: seedPaper('Deng, Song, Zhou: network and data', 'The closed form is'),
  subject: [softmax, linear(identity)],
  needs: ['own-subject'],
  inputs: fc.oneof(inputs(TOKENS), atLogarithm),
  assuming: (inputs, _attention, x) => admissible(dataOf(inputs, x)).and(x.constant(0).less(inputs.root)),
  check: agrees(),
  trivial: { name: 'a = 0, where all weights are 1/n', region: ({ a }) => a.equal(0) },
  // Exact arithmetic, which decides the equality, can take them.
  cases: 1600,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'logits scaled by 1/√d',
      subject: softmax,
      check: agrees({ scale: (d, x) => x.constant(1).div(x.constant(d).sqrt()) }),
    },
    {
      name: 'columns normalised in place of rows',
      subject: ofScores('column softmax', (s) => shares(s.belowMax(0).exp(), 0)),
      inputs: inputs(WHOLE, true),
    },
    {
      name: 'w_o in every row',
      subject: softmax,
      check: agrees({ weight: (data, own, x) => softmaxWeight(data, own.mul(0), x) }),
    },
  ],
  ablations: [
    {
      name: 'b = 0.2, c = 0.7',
      hypothesis: 'b + c = 1',
      check: agrees({ data: (x) => ({ b: x.rational(2, 10), c: x.rational(7, 10) }) }),
    },
  ],
})
