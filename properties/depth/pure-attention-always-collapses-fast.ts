import { arrays, folklore, forAll, gaussian, softmax, softmaxAttention } from 'attention-assay'
import { allAtMost, equalRows, range } from 'attention-assay/predicate'

const tokens = (scale: number) =>
  arrays({ dims: { n: [4, 8], d: [2, 4] }, arrays: { X: ['n', 'd'] }, from: gaussian(scale) })

/** An over-reading, false: without skip connections each layer takes a share of all that tells tokens apart. */
export default forAll({
  id: 'pure-attention-always-collapses-fast',
  title: 'Each layer of pure softmax attention halves what tells tokens apart',
  statement: String.raw`\forall X:\quad \max_i (A(X)X)_{ia} - \min_i (A(X)X)_{ia} \le \tfrac12\,(\max_i X_{ia} - \min_i X_{ia})`,
  source: folklore(
    'an over-reading of Dong, Cordonnier, Loukas, arXiv 2103.03404, whose bound asks for small residuals',
  ),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: tokens(2),
  trivial: { name: 'all tokens equal', region: ({ X }) => equalRows(X) },
  check: ({ X }, { output }) => allAtMost(range(output({ q: X, k: X, v: X }), 0), range(X, 0).div(2)),
  cases: 1500,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'inverse temperature 4', subject: softmaxAttention({ scale: 4 }), inputs: tokens(1) }],
  restrictions: [{ name: 'small tokens', hypothesis: 'scores that differ by little', inputs: tokens(0.1) }],
})
