import { arrays, derived, elu1, exponential, forAll, identity, lattice, linear } from 'attention-assay'
import { softmax } from 'attention-assay'
import { equalRows } from 'attention-assay/predicate'

const tokens = (width: number) =>
  arrays({ dims: { n: [2, 3, 5] }, arrays: { X: ['n', width] }, from: lattice(3) })

export default forAll({
  id: 'attention-cubic-collapse-both-one-feature',
  title: 'Linear attention with one feature makes all tokens equal in one layer',
  statement: String.raw`m = 1,\ A = L_X(X):\quad (AX)_i = (AX)_l\ \forall i, l`,
  source: derived('one feature of a query cancels'),
  subject: [elu1, exponential, identity].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: tokens(1),
  trivial: { name: 'all tokens equal', region: ({ X }) => equalRows(X) },
  check: ({ X }, { output }) => {
    const rows = output({ q: X, k: X, v: X })
    return equalRows(rows)
  },
  cases: 2400,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax', subject: softmax }],
  ablations: [{ name: 'width 2', hypothesis: 'm = 1', inputs: tokens(2) }],
})
