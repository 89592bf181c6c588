import type { Precision } from '../declared.ts'
import { FORMATS } from '../format.ts'
import type { Mistake } from './mistake.ts'
import type { Trial } from './trial.ts'

/**
 * The number of tokens above which lanes deviate: the largest power of two below the smallest of them, when lanes of so
 * many keys, or nearly, are right; 0 when small lanes deviate too.
 */
function threshold(trials: readonly Trial[]): number {
  const wrong = trials.filter(({ deviations }) => deviations > 0).map(({ lanes }) => lanes.keys)
  const least = Math.min(...wrong)
  const right = trials.filter(({ deviations, lanes }) => deviations === 0 && lanes.keys < least)
  const most = Math.max(0, ...right.map(({ lanes }) => lanes.keys))
  const power = 2 ** Math.floor(Math.log2(Math.max(least - 1, 1)))
  return least > 16 && most * 2 >= power ? power : 0
}

const above = (format: Precision): Mistake => ({
  name: `accumulation-in-${format}`,
  sentence: (tokens) =>
    tokens === 0
      ? `Sums are collected in ${format}.`
      : `Sums over more than ${tokens} tokens are collected in ${format}.`,
  kind: 'precision',
  candidates({ accumulation }, trials) {
    if (FORMATS[format].theta <= FORMATS[accumulation].theta) return []
    const found = threshold(trials)
    return [...new Set([found, 0])].map((parameter) => ({
      parameter,
      alter: (altered) => ({
        ...altered,
        modelFor: ({ keys }) =>
          keys > parameter ? { ...altered.model, accumulation: FORMATS[format] } : altered.model,
      }),
      confirmed: (seen) => {
        const reached = seen.filter(({ lanes }) => lanes.keys > parameter)
        return reached.filter(({ deviations }) => deviations > 0).length * 8 > reached.length
      },
    }))
  },
})

/** Sums in a coarser format than is declared, over all numbers of tokens or over many. */
export const ACCUMULATION: readonly Mistake[] = [above('float16'), above('bfloat16')]
