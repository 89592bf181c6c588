import { softmax } from '../attention/softmax.ts'
import { forAll, type ForAll } from '../claim/claim.ts'
import { folklore } from '../claim/source.ts'
import { queryAndKeys } from '../generate/generate.ts'

/** Softmax's row order in small shapes, without a control. */
export const rowOrder: ForAll = forAll({
  id: 'planted',
  title: 'planted',
  statement: 's',
  source: folklore(),
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 5], width: [1, 3] }),
  check: ({ q, k }, attention) => q.matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [],
})
