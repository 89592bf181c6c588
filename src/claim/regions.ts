import { apart, equalRows, scoresOf } from '../predicate.ts'
import type { Cover, Predicate, Region } from './claim.ts'

/**
 * A good part of the cases has scores q·k that lie more than 1 apart: a softmax over scores that hardly differ is
 * uniform, and a claim about it holds for nothing. For inputs `q` and `k`.
 */
export const scoresApart: Cover = {
  name: 'scores more than 1 apart',
  atLeast: 0.3,
  region: ({ q, k }, _attention, x) => apart(scoresOf({ q, k }), x),
}

/**
 * All scores q·k of a case are equal: no mechanism whose weights are a function of the score can tell its keys apart, and
 * a claim on their order holds for all of these. For inputs `q` and `k`.
 */
export const allScoresEqual: Region = {
  name: 'all scores are equal',
  region({ q, k }) {
    const scores = scoresOf({ q, k })
    // Ties are certain in `sameOrder` where enclosures overlap.
    return scores.sameOrder(scores.mul(0)).all()
  },
}

/** All keys are equal, so that a mechanism without positions pays the same to each. For inputs with `k`. */
export const allKeysEqual: Region = { name: 'all keys equal', region: ({ k }) => equalRows(k) }

/** No case: the trivial region of a claim that says something of each. */
export const never: Region = { name: 'never', region: (_inputs, _attention, x) => x.constant(0).less(0) }

/**
 * Every case: for `assuming`, where a variant drops what its claim assumes.
 *
 * @example
 * ```ts
 * always({ q, k }, attention, x)
 * ```
 */
export const always: Predicate = (_inputs, _attention, x) => x.constant(0).equal(0)
