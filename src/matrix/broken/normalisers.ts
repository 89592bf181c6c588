import { softmax } from '../../attention/softmax.ts'
import { broken, forEachPair, scoresOf, softmaxOf, type BrokenMechanism } from './broken-mechanism.ts'

/** What a row of e^s is divided by in error. */
export const BROKEN_NORMALISERS: readonly BrokenMechanism[] = [
  broken(softmax, 'no normaliser', 'Rows of e^s are not divided by their sums.', (of) => scoresOf(of).exp()),
  broken(softmax, 'wrong axis', 'Weights are divided by the sums over queries, not over keys.', (of) =>
    softmaxOf(scoresOf(of), 0),
  ),
  broken(softmax, 'mean for sum', 'Rows are divided by the means of their terms, not by the sums.', (of) =>
    softmaxOf(scoresOf(of)).mul(of.k.shape[0]),
  ),
  broken(
    softmax,
    'epsilon in the normaliser',
    'A thousandth is added to the sum that a row is divided by.',
    (of) => {
      const terms = scoresOf(of).exp()
      return terms.div(terms.sum(-1, true).add(0.001))
    },
  ),
  broken(
    softmax,
    'one more in the normaliser',
    '1 is added to the sum, as if there were a key of score 0.',
    (of) => {
      const terms = scoresOf(of).exp()
      return terms.div(terms.sum(-1, true).add(1))
    },
  ),
  broken(
    softmax,
    'first key not in the normaliser',
    'The sum leaves the first of several keys out.',
    (of, x) => {
      const terms = scoresOf(of).exp()
      const counted = forEachPair(of, x, (_, key, keys) => (key > 0 || keys === 1 ? 1 : 0))
      return terms.div(terms.mul(counted).sum(-1, true))
    },
  ),
  broken(softmax, 'last key twice in the normaliser', 'The sum counts the last key twice.', (of, x) => {
    const terms = scoresOf(of).exp()
    const counted = forEachPair(of, x, (_, key, keys) => (key === keys - 1 ? 2 : 1))
    return terms.div(terms.mul(counted).sum(-1, true))
  }),
  broken(
    softmax,
    'stale normaliser',
    'Each row but the first is divided by the sum of the row before it.',
    (of) => {
      const terms = scoresOf(of).exp()
      const sums = terms.sum(-1, true)
      return terms.div(sums.gather(Array.from({ length: of.q.shape[0] }, (_, row) => Math.max(0, row - 1))))
    },
  ),
  broken(
    softmax,
    'one normaliser for all rows',
    'All rows are divided by the sum of all terms over the number of rows.',
    (of) => {
      const terms = scoresOf(of).exp()
      return terms.div(terms.sum().div(of.q.shape[0]))
    },
  ),
  broken(
    softmax,
    'sum collected in float16',
    'Each addition to the sum makes it larger by a share of 2^-11, as rounding to float16 does at worst.',
    (of, x) => {
      const terms = scoresOf(of).exp()
      const grown = forEachPair(of, x, (_, key, keys) => (1 + 2 ** -11) ** (keys - Math.max(1, key)))
      return terms.div(terms.mul(grown).sum(-1, true))
    },
  ),
  broken(softmax, 'double softmax', 'Softmax is taken of the weights once more.', (of) =>
    softmaxOf(softmaxOf(scoresOf(of))),
  ),
  broken(softmax, 'log-softmax', 'The logarithms of the weights are returned.', (of) =>
    softmaxOf(scoresOf(of)).log(),
  ),
  broken(softmax, 'smoothed weights', 'A hundredth of each row is spread over all keys.', (of) =>
    softmaxOf(scoresOf(of))
      .mul(0.99)
      .add(0.01 / of.k.shape[0]),
  ),
  {
    ...broken(
      softmax,
      'no shift by the maximum',
      'Exponentials are taken of the scores as they are.',
      (of) => {
        const terms = scoresOf(of).exp()
        return terms.div(terms.sum(-1, true))
      },
    ),
    equivalent: 'Over the reals the shift cancels, so it is softmax: only numbers that overflow can tell.',
  },
]
