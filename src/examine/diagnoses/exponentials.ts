import type { KernelRow } from '../kernel-row.ts'
import { withChange, type Altered, type ScoredPlace } from './altered.ts'
import type { Mistake } from './mistake.ts'
import { mistake } from './mistake.ts'
import { largestScore } from './shifts.ts'

/** What stands for the exponential function: its value, and the sizes of what is added up to get it. */
interface Substitute {
  of(x: number): number
  size(x: number): number
}

/** Puts another function in the exponential function's place, of scores less their maximum or as they are. */
function substituted(altered: Altered, { of, size }: Substitute, shifted: boolean): Altered {
  const { theta, largest, underflow } = altered.model.storage
  return withChange(altered, 'rows', (row: KernelRow, place: ScoredPlace) => {
    const { scores } = place
    if (scores === undefined) return
    const { most, worst } = largestScore(place)
    row.convex = false
    row.mayOverflow = scores.mayOverflow
    row.underflow = underflow
    row.collected = row.allowed
    for (let j = 0; j < row.kappa.length; j++) {
      if (scores.allowed[j] === 0) continue
      const x = scores.score[j] - (shifted ? most : 0)
      const off =
        scores.error[j] + (shifted ? worst : 0) + 4 * theta * (Math.abs(x) + (shifted ? Math.abs(most) : 0))
      row.kappa[j] = of(x)
      row.size[j] = Math.abs(row.kappa[j])
      const wide = Math.max(Math.abs(of(x + off) - of(x)), Math.abs(of(x - off) - of(x)))
      row.error[j] = 2 * wide + 24 * theta * size(x) + underflow
      if (!(size(x) * 4 < largest)) row.mayOverflow = true
    }
  })
}

/** 1 + x + … + x^p / p!, with nothing below `least`. */
const taylor = (degree: number, least: number): Substitute => {
  const sum = (x: number) => {
    let [total, term] = [1, 1]
    for (let k = 1; k <= degree; k++) total += term *= x / k
    return total
  }
  return { of: (x) => Math.max(sum(x), least), size: (x) => (1 + degree / 8) * sum(Math.abs(x)) }
}

/** (1 + x / 2^n)^(2^n); each of n squarings doubles the relative error. */
const squared = (squarings: number, least: number): Substitute => ({
  of: (x) => Math.max(1 + x / 2 ** squarings, least) ** (2 ** squarings),
  size(x) {
    const base = 1 + x / 2 ** squarings
    if (base < 0 && least === 0) return 0
    return 2 ** squarings * Math.abs(base) ** (2 ** squarings - 1)
  },
})

const plain = (of: (x: number) => number): Substitute => ({
  of,
  size: (x) => Math.abs(of(x)) * (1 + Math.abs(x)),
})

/** With the parameter that a series has: its degree, or how often it is squared. */
const series = (
  name: string,
  sentence: string,
  ofParameter: (n: number, least: number) => Substitute,
  from: number,
): Mistake => ({
  name,
  sentence: (parameter) => sentence.replaceAll('#', String(parameter)),
  kind: 'structure',
  *candidates({ mechanism }) {
    if (mechanism !== 'softmax') return
    for (let parameter = from; parameter <= 16; parameter++)
      for (const least of [-Infinity, 0])
        for (const shifted of [true, false])
          yield {
            parameter,
            alter: (altered) => substituted(altered, ofParameter(parameter, least), shifted),
          }
  },
})

/** `near` a function that is shifted by the maximum, or is not. */
const instead = (
  name: string,
  sentence: string,
  of: (x: number) => number,
  ...shifts: readonly boolean[]
): Mistake =>
  mistake(name, sentence, ({ mechanism }) =>
    mechanism === 'softmax'
      ? shifts.map((shifted) => (altered) => substituted(altered, plain(of), shifted))
      : [],
  )

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** Other functions in the place of the exponential one. */
export const EXPONENTIALS: readonly Mistake[] = [
  series('exp-by-series', 'The exponential function is a Taylor polynomial of degree #.', taylor, 1),
  series('exp-by-power', 'The exponential function is (1 + x / 2^#) to the power of 2^#.', squared, 0),
  instead('exp-of-base-2', 'Softmax uses powers of 2, not of e.', (x) => 2 ** x, true),
  instead('exp-of-base-10', 'Softmax uses powers of 10, not of e.', (x) => 10 ** x, true),
  instead(
    'sigmoid-for-exp',
    'The logistic function stands in the place of the exponential one.',
    logistic,
    false,
  ),
  instead(
    'relu-for-exp',
    'max(x, 0) stands in the place of the exponential function.',
    (x) => Math.max(x, 0),
    false,
  ),
  instead(
    'squared-relu-for-exp',
    'max(x, 0)² stands in the place of the exponential function.',
    (x) => Math.max(x, 0) ** 2,
    false,
  ),
  instead(
    'scores-for-exp',
    'Scores themselves are normalised, without an exponential function.',
    (x) => x,
    false,
    true,
  ),
  instead(
    'square-for-exp',
    'Squares of scores stand in the place of their exponentials.',
    (x) => x * x,
    false,
  ),
  instead('absolute-for-exp', 'Absolute scores stand in the place of their exponentials.', Math.abs, false),
  instead(
    'softplus-for-exp',
    'log(1 + e^x) stands in the place of the exponential function.',
    (x) => (x > 30 ? x : Math.log1p(Math.exp(x))),
    false,
  ),
  instead(
    'elu1-for-exp',
    'elu(x) + 1 stands in the place of the exponential function.',
    (x) => (x > 0 ? x + 1 : Math.exp(x)),
    false,
  ),
  instead('expm1-for-exp', 'e^x - 1 stands in the place of e^x.', Math.expm1, false, true),
]
