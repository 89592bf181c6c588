import { elu1 } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import type { QueriesAndKeys } from '../../attention/attention.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { broken, forEachPair, normalised, softmaxOf, type BrokenMechanism } from './broken-mechanism.ts'

const onElu1 = linear(elu1)
const causal = linear(elu1, { mask: 'causal' })

const features = (rows: Real, x: Recorder): Real => elu1.define.queries(rows, x)
const kernel = ({ q, k }: QueriesAndKeys, x: Recorder): Real =>
  features(q, x).matMul(features(k, x).transpose())
const upTo = (of: QueriesAndKeys, x: Recorder, share: (query: number, key: number) => number): Real =>
  kernel(of, x).mul(forEachPair(of, x, share))

/** Mistakes of linear attention with elu(x) + 1. */
export const BROKEN_LINEAR: readonly BrokenMechanism[] = [
  broken(onElu1, 'linear: no normaliser', 'Rows are not divided by their sums.', kernel),
  broken(
    onElu1,
    'linear: epsilon in the normaliser',
    'A thousandth is added to the sum that a row is divided by.',
    (of, x) => {
      const rows = kernel(of, x)
      return rows.div(rows.sum(-1, true).add(0.001))
    },
  ),
  broken(
    onElu1,
    'linear: normaliser without the query',
    'Rows are divided by the sum of all features of all keys.',
    (of, x) => kernel(of, x).div(features(of.k, x).sum()),
  ),
  broken(onElu1, 'linear: query without features', 'The query takes part as it is.', ({ q, k }, x) =>
    normalised(q.matMul(features(k, x).transpose()), x),
  ),
  broken(onElu1, 'linear: keys without features', 'Keys take part as they are.', ({ q, k }, x) =>
    normalised(features(q, x).matMul(k.transpose()), x),
  ),
  broken(onElu1, 'linear: 1 forgotten', 'Features are elu(x), without 1.', ({ q, k }, x) => {
    const elu = (rows: Real): Real => features(rows, x).sub(1)
    return normalised(elu(q).matMul(elu(k).transpose()), x)
  }),
  broken(
    onElu1,
    'linear: features squared',
    'Features are the squares of what they should be.',
    ({ q, k }, x) => normalised(features(q, x).square().matMul(features(k, x).square().transpose()), x),
  ),
  broken(onElu1, 'linear: first token dropped', 'The first of several keys gets no weight.', (of, x) =>
    normalised(kernel(of, x).mul(forEachPair(of, x, (_, key, keys) => (key > 0 || keys === 1 ? 1 : 0))), x),
  ),
  broken(
    causal,
    'linear: stale state',
    'A query reads the state before the key of its own place was added.',
    (of, x) =>
      normalised(
        upTo(of, x, (query, key) => (key < query || (query === 0 && key === 0) ? 1 : 0)),
        x,
      ),
  ),
  broken(causal, 'linear: state decays', 'The state loses a tenth at each place.', (of, x) =>
    normalised(
      upTo(of, x, (query, key) => (key <= query ? 0.9 ** (query - key) : 0)),
      x,
    ),
  ),
  broken(
    causal,
    'linear: state begun twice',
    'The state begins with the first key, which is then added.',
    (of, x) =>
      normalised(
        upTo(of, x, (query, key) => (key > query ? 0 : key === 0 ? 2 : 1)),
        x,
      ),
  ),
  broken(causal, 'linear: mask forgotten', 'A query reads the state after the last key.', (of, x) =>
    normalised(kernel(of, x), x),
  ),
  broken(
    onElu1,
    'linear: exponentials of the kernel',
    'Exponentials are taken of the products of features.',
    (of, x) => softmaxOf(kernel(of, x)),
  ),
]
