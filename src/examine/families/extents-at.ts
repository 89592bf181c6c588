import type { Draws } from '../../generate/draws.ts'
import type { Declared } from '../declared.ts'
import { featureFormula } from '../feature-formula.ts'
import { sizes, type Extents } from '../lanes.ts'
import { oneOf, type Family, type Lengths } from './family.ts'
import { BORDERS } from './place-families.ts'
import { IDENTITY } from './value-families.ts'

/** What of the extents an attention leaves open. */
export interface FreeExtents {
  readonly lengths: Lengths
  /** d of one head, where only this one fits. */
  readonly width?: number
  /** d_v of one head, where only this one fits, or `width` where it has to be d. */
  readonly valueWidth?: number | 'width'
  /** n and n_q, where only these fit. */
  readonly keys?: number
  readonly queries?: number
  /** The largest number of tokens; 1,025 unless told otherwise. */
  readonly maxTokens?: number
}

/** Sizes from small to large; a batch has one of the tokens and one of the widths of its step. */
export const STEPS: readonly { tokens: readonly number[]; widths: readonly number[] }[] = [
  { tokens: [1, 2, 3, 4], widths: [1, 2, 4] },
  { tokens: [5, 8, 15, 16, 17], widths: [2, 4, 8] },
  { tokens: [31, 32, 33], widths: [4, 8, 16] },
  ...BORDERS.slice(2).map((border) => ({ tokens: [border - 1, border, border + 1], widths: [8, 16, 64] })),
]

/** Products of numbers that a lane may cost to evaluate; a few lanes of the largest sizes may cost more. */
const WORK = 2 ** 25
const RARE_WORK = 2 ** 28

interface Place {
  readonly step: number
  /** Which of the step's sizes; every one has its turn. */
  readonly turn: number
  /** Whether a lane may cost more than usual. */
  readonly rare: boolean
}

/**
 * Extents of one batch. Where its lanes would cost too much, it has fewer queries, or the tokens of a step before.
 *
 * @param values how values are drawn, which may ask for a width of values
 */
export function extentsAt(
  declared: Declared,
  free: FreeExtents,
  draws: Draws,
  { step, turn, rare }: Place,
  { keys: wanted, values }: { keys?: number | undefined; values: Family },
): Extents {
  const most = free.maxTokens ?? 1025
  const { tokens, widths } = STEPS[step]
  const even = declared.position.kind === 'rotary' ? widths.filter((each) => each % 2 === 0) : widths
  const width = free.width ?? oneOf(draws, even.length > 0 ? even : [2])
  const fits = tokens.filter((each) => each <= most)
  const keys = free.keys ?? wanted ?? (fits.length > 0 ? fits[turn % fits.length] : most)
  const queries = free.queries ?? queriesAt(declared, free.lengths, draws, keys, most)
  const valueWidth =
    free.valueWidth === 'width' ? width : (free.valueWidth ?? valueWidthAt(draws, keys, width, values))
  const extents = {
    queries,
    keys,
    width,
    valueWidth,
    queryHeads: declared.heads.query,
    keyHeads: declared.heads.key,
  }
  const limit = rare ? RARE_WORK : WORK
  if (workOf(declared, extents) <= limit || step === 0 || free.keys !== undefined) return extents
  if (free.lengths === 'free' && free.queries === undefined && queries > 4) {
    const fewer = { ...extents, queries: 1 + draws.below(4) }
    if (workOf(declared, fewer) <= limit) return fewer
  }
  return extentsAt(declared, free, draws, { step: step - 1, turn, rare }, { keys: wanted, values })
}

/** Products of two numbers that evaluating the definition of one lane takes. */
export function workOf(declared: Declared, extents: Extents): number {
  const { mechanism } = declared
  const dimension =
    mechanism === 'softmax' ? extents.width : featureFormula(mechanism.featureMap).dimension(extents.width)
  return sizes(extents).weights * (dimension + extents.valueWidth)
}

/** Whether there may be more queries than keys; not where the first ones had no keys, or positions without a key. */
export const admitsMoreQueries = ({ mask, position }: Declared): boolean =>
  position.kind === 'none' && !('aligned' in mask && mask.aligned === 'end')

function queriesAt(declared: Declared, lengths: Lengths, draws: Draws, keys: number, most: number): number {
  if (lengths === 'self') return keys
  if (lengths === 'one-query') return 1
  const more = admitsMoreQueries(declared) ? [keys + 1, 2 * keys] : []
  return oneOf(
    draws,
    [keys, keys, 1, keys - 1, Math.ceil(keys / 2), ...more].filter((each) => each >= 1 && each <= most),
  )
}

function valueWidthAt(draws: Draws, keys: number, width: number, values: Family): number {
  if (values.name === IDENTITY && keys <= 65) return keys
  return oneOf(draws, [1, 2, 3, width])
}
