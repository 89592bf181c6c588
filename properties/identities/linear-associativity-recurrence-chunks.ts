import { type Attention, type Case, derived, forAll, identity, lattice, linear } from 'attention-assay'
import { masked, type Predicate, type Real, type Recorder, relu, sequences } from 'attention-assay'
import { allEqual, and, equalRows, span, stacked } from 'attention-assay/predicate'
import fc from 'fast-check'

type Tokens = Record<'q' | 'k' | 'v', Real>
/** Chunks of so many tokens: each masked within itself, and a state of all tokens before it, or of the last chunk alone. */
function chunkwise(
  { q, k, v }: Tokens,
  size: number,
  { linear }: Attention,
  x: Recorder,
  forgets = false,
): Real {
  const { queries, keys } = linear!.map.define
  // Values with a column of ones, so that the last output is the normaliser.
  const [to, from, values] = [queries(q, x), keys(k, x), v.concat(x.constant(1, [v.shape[0], 1]), 1)]
  let state: Real | undefined
  const chunks = span(0, Math.ceil(k.shape[0] / size)).map((at) => {
    const own = span(at * size, Math.min(k.shape[0], (at + 1) * size))
    const [query, key, value] = [to, from, values].map((rows) => rows.gather(own))
    const within = masked(query.matMul(key.transpose()), 'causal', x).matMul(value)
    const sums = state ? within.add(query.matMul(state)) : within
    const added = key.transpose().matMul(value)
    state = state && !forgets ? state.add(added) : added
    return sums.gather(span(0, v.shape[1]), 1).div(sums.gather([v.shape[1]], 1))
  })
  return stacked(chunks)
}
const signed = sequences({ tokens: [2, 4, 5, 7], width: [1, 2], from: lattice(3) })
// Relu has no features of a token without positive entries.
const positive = signed.map(({ inputs: { q, k, v } }): Case<'q' | 'k' | 'v'> => ({
  inputs: { v, q: { ...q, data: q.data.map(Math.abs) }, k: { ...k, data: k.data.map(Math.abs) } },
  distribution: 'no token is negative',
}))
const sameInChunks =
  (forgets = false): Predicate<'q' | 'k' | 'v'> =>
  (of, attention, x) =>
    and(
      ...[1, 2, 3].map((size) => allEqual(attention.output(of), chunkwise(of, size, attention, x, forgets))),
    )

export default forAll({
  id: 'linear-associativity-recurrence-chunks',
  title: 'Causal linear attention chunk by chunk is its recurrence, bit for bit where features are integers',
  statement: String.raw`\text{chunks } B_1, B_2, \dots,\ S = \sum_{j \in B_1 \cup \dots \cup B_{c-1}} \varphi(k_j)(v_j, 1)^\top:\quad (o_i z_i, z_i) = S^\top\varphi(q_i) + \sum_{j \in B_c,\ j \le i} \varphi(q_i)\cdot\varphi(k_j)\,(v_j, 1)\quad (i \in B_c)`,
  source: derived('a sum in two parts; the recurrence: Katharopoulos et al., arXiv 2006.16236'),
  subject: [identity, relu].map((map) => linear(map, { form: 'recurrent', mask: 'causal' })),
  needs: ['own-subject'],
  inputs: fc.oneof(signed, positive),
  check: sameInChunks(),
  trivial: { name: 'all values are equal', region: ({ v }) => equalRows(v) },
  cases: 4000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'the state of the last chunk alone', check: sameInChunks(true) }],
})
