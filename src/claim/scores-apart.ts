import { apart } from '../predicate.ts'
import type { Cover, Region } from './claim.ts'

/**
 * A good part of the cases has scores q·k that lie more than 1 apart: a softmax over scores that hardly differ is
 * uniform, and a claim about it holds for nothing. For inputs `q` and `k`.
 */
export const scoresApart: Cover = {
  name: 'scores more than 1 apart',
  atLeast: 0.3,
  region: ({ q, k }, _attention, x) => apart(q.matMul(k.transpose()), x),
}

/**
 * All scores q·k of a case are equal: no mechanism whose weights are a function of the score can tell its keys apart, and
 * a claim on their order holds for all of these. For inputs `q` and `k`.
 */
export const allScoresEqual: Region = {
  name: 'all scores are equal',
  region({ q, k }) {
    const scores = q.matMul(k.transpose())
    // Ties are certain in `sameOrder` where enclosures overlap.
    return scores.sameOrder(scores.mul(0)).all()
  },
}
