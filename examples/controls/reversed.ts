import type { Variant } from 'attention-assay'

/** Says that the weights are in the order of the negated scores. */
export const reversed: Variant<'q' | 'k'> = {
  name: 'reversed',
  check: ({ q, k }, attention) => attention.weights({ q, k }).sameOrder(q.neg().matMul(k.transpose())),
}
