import type { Precision } from './declared.ts'
import type { Evaluated } from './evaluate.ts'
import { FORMATS } from './format.ts'
import { State, type HonestRange } from './honest-range.ts'
import { sizes, type Answer, type Lanes } from './lanes.ts'
import { exponentOf } from './round-to.ts'

/** Borders of the sizes of scores and of the numbers of tokens, by which errors are told apart; each the end of a range. */
export const SCORES = [1, 8, 32, 88, 104, 1e4, 65504, 1e9, Infinity] as const
export const TOKENS = [1, 16, 64, 256, Infinity] as const

/** Errors of the numbers of lanes whose scores and tokens lie in one range. */
export interface AccuracyCell {
  /** The largest score, by size, is below this. */
  readonly scoresBelow: number
  /** There are at most so many keys. */
  readonly tokensAtMost: number
  /** Numbers whose definition is finite. */
  numbers: number
  /** Of these, returned as infinity or as no number. */
  nonFinite: number
  /** Of these, no honest answers. */
  deviating: number
  /** The largest error, in units in the last place. */
  largest: number
  /** How many errors lie in each quarter of an octave, from `LEAST` on. */
  readonly octaves: Uint32Array
}

const LEAST = -8
const BINS = 4 * (64 - LEAST)

/**
 * Errors of what was returned, in units in the last place of the declared precision: of the number as it would be if nothing
 * cancelled, which is the number itself for weights and for values of one sign.
 */
export class Accuracy {
  private readonly cells = new Map<string, AccuracyCell>()

  constructor(private readonly precision: Precision) {}

  take(lanes: Lanes, answer: Answer, evaluated: Evaluated): void {
    const size = sizes(lanes)
    for (const of of ['weights', 'output'] as const) {
      const [range, returned] = [evaluated[of], answer[of]]
      if (!range || !returned) continue
      for (let lane = 0; lane < lanes.lanes; lane++) {
        const cell = this.cellOf(evaluated.scores[lane], lanes.keys)
        for (let at = lane * size[of]; at < (lane + 1) * size[of]; at++)
          this.count(cell, range, at, returned[at])
      }
    }
  }

  /** The cells that have numbers, by scores and tokens. */
  get found(): AccuracyCell[] {
    return [...this.cells.values()].sort(
      (a, b) => a.scoresBelow - b.scoresBelow || a.tokensAtMost - b.tokensAtMost,
    )
  }

  private cellOf(score: number, tokens: number): AccuracyCell {
    const scoresBelow = SCORES.find((border) => score < border) ?? Infinity
    const tokensAtMost = TOKENS.find((border) => tokens <= border) ?? Infinity
    const key = `${scoresBelow} ${tokensAtMost}`
    let cell = this.cells.get(key)
    if (!cell) {
      cell = {
        scoresBelow,
        tokensAtMost,
        numbers: 0,
        nonFinite: 0,
        deviating: 0,
        largest: 0,
        octaves: new Uint32Array(BINS),
      }
      this.cells.set(key, cell)
    }
    return cell
  }

  private count(
    cell: AccuracyCell,
    { value, low, high, size, state }: HonestRange,
    at: number,
    returned: number,
  ): void {
    const exact = value[at]
    if (state[at] === State.Undefined || !Number.isFinite(exact)) return
    cell.numbers += 1
    if (state[at] === State.Bounded && !(returned >= low[at] && returned <= high[at])) cell.deviating += 1
    if (!Number.isFinite(returned)) {
      cell.nonFinite += 1
      return
    }
    const error = Math.abs(returned - exact) / unitInTheLastPlace(size[at], this.precision)
    cell.largest = Math.max(cell.largest, error)
    const bin = Math.ceil(4 * Math.log2(error)) - 4 * LEAST
    cell.octaves[Math.min(Math.max(bin, 0), BINS - 1)] += 1
  }
}

/** The distance between neighbours of a format at a number that is not negative. */
function unitInTheLastPlace(number: number, precision: Precision): number {
  const { digits, leastExponent } = FORMATS[precision]
  return 2 ** ((number === 0 ? leastExponent : exponentOf(number, leastExponent)) - digits + 1)
}

/**
 * What a share of errors are at most, in units in the last place: the end of the quarter of an octave of the last one, or
 * the largest error of all.
 */
export function quantile({ octaves, largest }: AccuracyCell, share: number): number {
  const all = octaves.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (const [bin, count] of octaves.entries()) {
    seen += count
    if (seen >= share * all && seen > 0) return Math.min(largest, 2 ** (bin / 4 + LEAST))
  }
  return 0
}
