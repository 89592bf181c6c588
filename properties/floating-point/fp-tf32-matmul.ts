import { arrays, folklore, forAll, never, type Predicate, uniform } from 'attention-assay'
import { allEqual, eye } from 'attention-assay/predicate'

const kept =
  (factor = 1): Predicate<'a'> =>
  ({ a }, _attention, x) =>
    allEqual(a.matMul(eye(a.shape[1], x).mul(factor)), a)

/** A sentinel: an engine that rounds factors to TF32's 10 bits returns other numbers. */
export default forAll({
  id: 'fp-tf32-matmul',
  title: 'Matrix products keep all 24 bits of float32 factors',
  statement: String.raw`A I = A \text{ for } a_{ij} \in [1, 2] \text{ of 24 bits}`,
  source: folklore('what TensorFloat-32 does: TensorFlow documentation of tensor_float_32_execution'),
  inputs: arrays({
    dims: { rows: [1, 4, 16], columns: [1, 4, 16] },
    arrays: { a: ['rows', 'columns'] },
    from: uniform(1, 2),
  }),
  trivial: never,
  check: kept(),
  cases: 3000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'a factor of 1 + 2^-11', check: kept(1 + 2 ** -11) }],
})
