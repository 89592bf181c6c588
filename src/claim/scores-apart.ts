import { apart } from '../predicate.ts'
import type { Cover } from './claim.ts'

/**
 * A good part of the cases has scores q·k that lie more than 1 apart: a softmax over scores that hardly differ is
 * uniform, and a claim about it holds for nothing. For inputs `q` and `k`.
 */
export const scoresApart: Cover = {
  name: 'scores more than 1 apart',
  atLeast: 0.3,
  region: ({ q, k }, _attention, x) => apart(q.matMul(k.transpose()), x),
}
