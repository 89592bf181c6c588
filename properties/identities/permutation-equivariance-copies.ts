import { arrays, elu1, exponential, folklore, forAll, gaussian, lattice, linear } from 'attention-assay'
import { mixture, type Predicate, type Real, type Recorder, relu, softmax } from 'attention-assay'
import { softmaxAttention } from 'attention-assay'
import { allEqual, and, equalRows, span } from 'attention-assay/predicate'

const COPIES = [2, 3, 5]
const first = (rows: Real, times: number) => rows.gather([...Array<number>(times).fill(0), ...others(rows)])
const others = (rows: Real) => span(1, rows.shape[0])

/** A coordinate more: 1 of queries, and `t` of the first key alone, so that its score is larger by it. */
const raised = (q: Real, k: Real, t: Real, x: Recorder) => ({
  q: q.concat(x.constant(1, [q.shape[0], 1]), 1),
  k: k.concat(t.reshape([1, 1]).concat(x.constant(0, [k.shape[0] - 1, 1])), 1),
})
/** The first token r times is the first token with ln r added to its score; or with its features times r. */
const asOne =
  (by = (r: number, x: Recorder) => x.constant(r, [1, 1]).log()): Predicate<'q' | 'k' | 'v'> =>
  ({ q, k, v }, { output, linear }, x) =>
    and(
      ...COPIES.map((r) => {
        const t = by(r, x)
        const key = linear?.map.multiple?.(k.gather([0]), t)
        const changed = key ? { q, k: key.concat(k.gather(others(k))) } : raised(q, k, t, x)
        return allEqual(output({ q, k: first(k, r), v: first(v, r) }), output({ ...changed, v }))
      }),
    )

export default forAll({
  id: 'permutation-equivariance-copies',
  title: 'A token that stands r times is one with ln r added to its score, or with its features times r',
  statement: String.raw`\mathrm{softmax}:\ s_1, \dots, s_1\ (r \text{ times}), s_2, \dots, s_n \sim s_1 + \ln r, s_2, \dots, s_n;\quad \text{linear}:\ r\,\varphi(k_1) \text{ for } k_1\ (r \text{ times}),\quad r \in \{2, 3, 5\}`,
  source: folklore(),
  subject: [softmax, ...[elu1, exponential, relu].map((map) => linear(map))],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3], width: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 1] },
    from: mixture([1, gaussian(1)], [1, lattice(2)]),
  }),
  check: asOne(),
  trivial: { name: 'all values equal', region: ({ v }) => equalRows(v) },
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'r in place of ln r', check: asOne((r, x) => x.constant(r, [1, 1])) },
    { name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }) },
  ],
})
