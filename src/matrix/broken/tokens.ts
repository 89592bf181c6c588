import { softmax } from '../../attention/softmax.ts'
import type { Real } from '../../program/real.ts'
import {
  broken,
  causalSoftmax,
  forEachPair,
  normalised,
  scoresOf,
  softmaxOf,
  type BrokenMechanism,
} from './broken-mechanism.ts'

type Allows = (query: number, key: number, keys: number) => boolean

/** Softmax over the keys that a broken mask allows; a query without any uses the first key. */
const masked = (name: string, mistake: string, allows: Allows): BrokenMechanism =>
  broken(causalSoftmax, name, mistake, (of, x) =>
    normalised(
      scoresOf(of)
        .exp()
        .mul(
          forEachPair(of, x, (query, key, keys) => {
            const none = Array.from({ length: keys }, (_, j) => allows(query, j, keys)).every((is) => !is)
            return allows(query, key, keys) || (none && key === 0) ? 1 : 0
          }),
        ),
      x,
    ),
  )

/** Keys that get weights for which there is no reason, or get none. */
const BROKEN_WEIGHTS = [
  broken(softmax, 'first token dropped', 'The first of several keys gets no weight.', (of, x) =>
    normalised(
      scoresOf(of)
        .exp()
        .mul(forEachPair(of, x, (_, key, keys) => (key > 0 || keys === 1 ? 1 : 0))),
      x,
    ),
  ),
  broken(softmax, 'last token dropped', 'The last of several keys gets no weight.', (of, x) =>
    normalised(
      scoresOf(of)
        .exp()
        .mul(forEachPair(of, x, (_, key, keys) => (key < keys - 1 || keys === 1 ? 1 : 0))),
      x,
    ),
  ),
  broken(softmax, 'border counted twice', 'The last key counts as two keys.', (of, x) =>
    normalised(
      scoresOf(of)
        .exp()
        .mul(forEachPair(of, x, (_, key, keys) => (key === keys - 1 ? 2 : 1))),
      x,
    ),
  ),
  broken(softmax, 'keys one place off', 'Each key gets the weight of the key after it.', (of) => {
    const keys = of.k.shape[0]
    return softmaxOf(scoresOf(of)).gather(
      Array.from({ length: keys }, (_, key) => (key + 1) % keys),
      1,
    )
  }),
  broken(
    softmax,
    'places penalised',
    'Half a point is taken from a score for each place between query and key.',
    (of, x) => softmaxOf(scoresOf(of).sub(forEachPair(of, x, (query, key) => Math.abs(query - key) / 2))),
  ),
  broken(softmax, 'dropout left on', 'Every second weight is dropped, and the others are doubled.', (of, x) =>
    softmaxOf(scoresOf(of)).mul(forEachPair(of, x, (query, key) => ((query + key) % 2 === 0 ? 2 : 0))),
  ),
  broken(
    softmax,
    'masked though it should not be',
    'Queries use no later keys, although no mask was asked for.',
    (of, x) =>
      normalised(
        scoresOf(of)
          .exp()
          .mul(forEachPair(of, x, (query, key) => (key <= query ? 1 : 0))),
        x,
      ),
  ),
]

/** Masks that are not the causal one. */
const BROKEN_MASKS = [
  masked('mask one key short', 'A query does not use the key of its own place.', (query, key) => key < query),
  masked('mask one key far', 'A query uses the key of the next place too.', (query, key) => key <= query + 1),
  masked('mask the wrong way', 'A query uses the keys from its own place on.', (query, key) => key >= query),
  masked('mask forgotten', 'A query uses all keys.', () => true),
  masked(
    'mask begun at the last key',
    'The first query stands beside the last key, not beside the first.',
    (query, key, keys) => key <= query + keys - 1,
  ),
  broken(
    causalSoftmax,
    'masked after dividing',
    'Weights of later keys are set to 0 when the row is divided already.',
    (of, x) => softmaxOf(scoresOf(of)).mul(forEachPair(of, x, (query, key) => (key <= query ? 1 : 0))),
  ),
  broken(
    causalSoftmax,
    'mask too weak',
    'Scores of later keys are lowered by 4, not to minus infinity.',
    (of, x) => softmaxOf(scoresOf(of).sub(forEachPair(of, x, (query, key) => (key <= query ? 0 : 4)))),
  ),
]

const honest = (of: Parameters<typeof scoresOf>[0]): Real => softmaxOf(scoresOf(of))

/** Values that do not belong to the keys, with weights that are right. */
const BROKEN_VALUES = [
  broken(
    softmax,
    'keys permuted against values',
    'Values are mixed in the opposite order.',
    honest,
    (weights, v) =>
      weights.matMul(v.gather(Array.from({ length: v.shape[0] }, (_, i) => v.shape[0] - 1 - i))),
  ),
  broken(
    softmax,
    'values one place off',
    'Each key is mixed with the value of the key before it.',
    honest,
    (weights, v) =>
      weights.matMul(
        v.gather(Array.from({ length: v.shape[0] }, (_, i) => (i + v.shape[0] - 1) % v.shape[0])),
      ),
  ),
  broken(
    softmax,
    'last value forgotten',
    'The value of the last of several keys is taken for 0.',
    honest,
    (weights, v, x) =>
      v.shape[0] === 1
        ? weights.matMul(v)
        : weights.matMul(
            v.mul(
              x.constant(
                Array.from({ length: v.shape[0] }, (_, i) => (i === v.shape[0] - 1 ? 0 : 1)),
                [v.shape[0], 1],
              ),
            ),
          ),
  ),
  broken(
    softmax,
    'value added',
    'The first value is added to each output, as a residual.',
    honest,
    (weights, v) => weights.matMul(v).add(v.gather([0])),
  ),
  broken(softmax, 'output halved', 'Outputs are half of what they should be.', honest, (weights, v) =>
    weights.matMul(v).div(2),
  ),
]

/** Tokens, masks and values that are mixed up. */
export const BROKEN_TOKENS: readonly BrokenMechanism[] = [
  ...BROKEN_WEIGHTS,
  ...BROKEN_MASKS,
  ...BROKEN_VALUES,
]
