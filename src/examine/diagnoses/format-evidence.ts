import type { Trial } from './trial.ts'
import { roundedTo, type Coarse } from './rounding.ts'

/** Which share of the numbers has to be of a format; a few may have been rounded to zero, or be exact by chance. */
const SHARE = 0.95

/** Numbers that it takes. */
const ENOUGH = 20

/**
 * Whether what was returned is made of a coarser format's numbers: all weights, all outputs, or those outputs that are
 * weights because the values are rows of an identity. Zeros and ones tell nothing.
 */
export function madeOf(format: Coarse, trials: readonly Trial[]): boolean {
  const told = { weights: [0, 0], output: [0, 0], identity: [0, 0] }
  const count = (of: keyof typeof told, numbers: Iterable<number>) => {
    for (const x of numbers) {
      if (x === 0 || Math.abs(x) === 1 || !Number.isFinite(x)) continue
      told[of][0] += 1
      if (roundedTo(format, x) === x) told[of][1] += 1
    }
  }
  for (const { answer, lanes } of trials) {
    if (answer.weights) count('weights', answer.weights)
    if (!answer.output) continue
    count('output', answer.output)
    if (lanes.v.every((x) => x === 0 || x === 1)) count('identity', answer.output)
  }
  return Object.values(told).some(([all, inFormat]) => all >= ENOUGH && inFormat >= SHARE * all)
}
