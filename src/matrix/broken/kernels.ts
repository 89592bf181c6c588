import { softmax } from '../../attention/softmax.ts'
import type { Real } from '../../program/real.ts'
import { broken, normalised, scoresOf, softmaxOf, type BrokenMechanism } from './broken-mechanism.ts'

const ofScores = (name: string, mistake: string, changed: (scores: Real) => Real): BrokenMechanism =>
  broken(softmax, name, mistake, (of) => softmaxOf(changed(scoresOf(of))))

/** The scores without the last of several entries of each token, or with it twice. */
const withoutLast = (of: Real): Real => {
  const width = of.shape[1]
  return width === 1
    ? of
    : of.gather(
        Array.from({ length: width - 1 }, (_, i) => i),
        1,
      )
}

/** Scores that are not q·k, and functions of them that are not exp. */
export const BROKEN_KERNELS: readonly BrokenMechanism[] = [
  ofScores('negative temperature', 'Scores are negated.', (s) => s.neg()),
  ofScores('scale forgotten', 'Scores are twice what they should be.', (s) => s.mul(2)),
  broken(softmax, 'scaled by the width', 'Scores are divided by the width of a token.', (of) =>
    softmaxOf(scoresOf(of).div(of.q.shape[1])),
  ),
  ofScores('temperature near zero', 'Scores are multiplied by 32.', (s) => s.mul(32)),
  ofScores('scores ignored', 'All weights are 1/n.', (s) => s.mul(0)),
  ofScores('scores squared', 'Exponentials are taken of the squares of the scores.', (s) => s.square()),
  ofScores('scores without sign', 'Exponentials are taken of the sizes of the scores.', (s) => s.abs()),
  ofScores('scores capped', 'Scores are capped by 5 tanh(s/5).', (s) => s.div(5).tanh().mul(5)),
  ofScores('scores clipped', 'Scores are cut off beyond -10 and 10.', (s) => s.maximum(-10).minimum(10)),
  ofScores('positive scores only', 'Negative scores are taken for 0.', (s) => s.relu()),
  broken(softmax, 'last feature dropped', 'The last of several entries of each token is not used.', (of) =>
    softmaxOf(withoutLast(of.q).matMul(withoutLast(of.k).transpose())),
  ),
  broken(softmax, 'cosines for scores', 'Scores are divided by the norms of query and key.', (of, x) => {
    const norm = (rows: Real): Real => rows.square().sum(-1, true).sqrt()
    const sizes = norm(of.q).matMul(norm(of.k).transpose())
    x.assume(sizes.greater(0))
    return softmaxOf(scoresOf(of).div(sizes))
  }),
  broken(softmax, 'distances for scores', 'Scores are -|q - k|²/2.', (of) => {
    const [n, m, d] = [of.q.shape[0], of.k.shape[0], of.k.shape[1]]
    const apart = of.q.reshape([n, 1, d]).sub(of.k.reshape([1, m, d]))
    return softmaxOf(apart.square().sum(-1).div(-2))
  }),
  broken(softmax, '2 for e', 'Powers of 2 are taken in place of exponentials.', (of, x) =>
    softmaxOf(scoresOf(of).mul(x.constant(2).log())),
  ),
  broken(softmax, 'exp cut off after 1 + s', 'The series of exp ends after the linear term.', (of, x) =>
    normalised(scoresOf(of).add(1), x),
  ),
  broken(softmax, 'exp cut off after s²/2', 'The series of exp ends after the square.', (of, x) => {
    const s = scoresOf(of)
    return normalised(s.square().div(2).add(s).add(1), x)
  }),
  broken(softmax, 'relu for exp', 'Negative scores get no weight, others their score.', (of, x) =>
    normalised(scoresOf(of).relu(), x),
  ),
  broken(softmax, 'sigmoids, not divided', 'Each weight is the sigmoid of its score.', (of, x) =>
    x.constant(1).div(scoresOf(of).neg().exp().add(1)),
  ),
  broken(softmax, 'sigmoids, divided', 'Sigmoids take the place of exponentials.', (of, x) =>
    normalised(x.constant(1).div(scoresOf(of).neg().exp().add(1)), x),
  ),
]
