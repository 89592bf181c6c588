import { arrays, type Attention, type Distribution, forAll, gaussian, identity } from 'attention-assay'
import { type Inputs, linear, mixture, type Predicate, type Real, type Recorder } from 'attention-assay'
import { signs, softmax, uniform } from 'attention-assay'
import { admissible, type ChangedNetwork, distinctRows } from 'attention-assay/papers/softmax-vs-linear'
import { firstUnit, ones, preactivations, seedPaper } from 'attention-assay/papers/softmax-vs-linear'
import { allAtMost, stacked } from 'attention-assay/predicate'

const inputs = (y: Distribution, fixed: readonly ('needles' | 'y')[] = ['needles']) =>
  arrays({
    dims: { tokens: [2, 3, 4, 6], width: [3, 4, 5, 6, 8] },
    arrays: { a0: [], a1: [], b: [], y: [1, 'width'], needles: ['tokens', 'tokens'] },
    from: {
      a0: uniform(0, 0.1),
      a1: uniform(0.7, 2),
      b: uniform(0.1, 0.9),
      y,
      needles: distinctRows,
    },
    fixed,
    where: ({ tokens, width }) => tokens % (width - 2) === 0,
  })

/** For needles of size a and every needle's row the largest pre-activation of the network's n rows [n, 1]. */
const largest =
  (a: Real, { b, y, needles }: Inputs, change: ChangedNetwork) =>
  (...[attention, x]: [Attention, Recorder]): Real => {
    const [n, d] = [needles.shape[0], y.shape[1]]
    const c = x.constant(1).sub(b)
    return stacked(
      Array.from({ length: n }, (_, row) => {
        const data = { n, d, a, b, c, needle: needles.gather([row]).transpose() }
        return preactivations(data, needles, y, attention, x, change).max(0, true)
      }),
    )
  }

/** F = 0 on D_0 asks for τ at least the largest number there, F > 0 on D_1 for τ below the smallest: there is none. */
const noThreshold =
  (values?: (x: Recorder) => ChangedNetwork['values']): Predicate =>
  (inputs, attention, x) => {
    const change = { values: values?.(x) }
    const onD0 = largest(inputs.a0, inputs, change)(attention, x)
    const onD1 = largest(inputs.a1, inputs, change)(attention, x)
    return allAtMost(onD1.min(0), onD0.max(0))
  }

const withoutFirstColumn =
  (x: Recorder) =>
  (matrix: Real): Real =>
    matrix.mul(x.constant([0, ...new Array<number>(matrix.shape[1] - 1).fill(1)]))

/** Folklore, false: with linear attention no neuron and no threshold tell D_0 from D_1. */
export default forAll({
  id: 'seed-linear-cannot-separate',
  title: 'No neuron and threshold separate D_0 from D_1 through linear attention',
  statement: String.raw`\forall n, d, b, y:\quad \min_{A \in D_1}\max_i \langle c_{\mathrm{lin}}(A,x)_i, y\rangle \le \max_{A \in D_0}\max_i \langle c_{\mathrm{lin}}(A,x)_i, y\rangle`,
  source: seedPaper('folklore reading of the theorem of Deng, Song, Zhou', 'The refutation is'),
  subject: linear(identity),
  needs: ['own-subject'],
  inputs: inputs(mixture([1, firstUnit], [1, ones], [1, signs], [1, gaussian(1)])),
  assuming: ({ a0, a1, b }, _attention, x) => {
    const c = x.constant(1).sub(b)
    const tenth = x.rational(1, 10)
    return admissible({ a: a0, b, c })
      .and(x.constant(0).less(a0))
      .and(a0.less(tenth))
      .and(x.rational(7, 10).atMost(a1))
      .and(tenth.atMost(b))
      .and(tenth.atMost(c))
  },
  check: noThreshold(),
  trivial: {
    name: 'y_1 ≤ 0, where the neuron does not reward the feature',
    region: ({ y }) => y.gather([0], 1).atMost(0).all(),
  },
  cases: 1500,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    { name: 'softmax in place of linear attention', subject: softmax },
    { name: 'y = 1_d, a sign vector', inputs: inputs(ones, ['y', 'needles']) },
  ],
  restrictions: [
    {
      name: 'column 1 of A_3 set to zero',
      hypothesis: 'the feature is not among the values',
      check: noThreshold(withoutFirstColumn),
      cases: 128,
    },
  ],
})
