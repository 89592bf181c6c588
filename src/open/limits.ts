import { band } from '../papers/softmax-vs-linear/experiment/confidence-band.ts'
import type { OpenFigure, OpenSeries } from './hypothesis.ts'
import type { OpenPoint } from './results.ts'

/** A measured number: `low` and `high` are a confidence band of a share, or an enclosure. */
export interface Limited {
  readonly x: number
  /** What was seen; the middle of an enclosure. */
  readonly value: number
  /** With all draws counted that were left open; absent where none was. */
  readonly upTo?: number
  readonly low: number
  readonly high: number
}

/** The limits of a point, in the units of its figure. */
export function limitsOf(
  point: OpenPoint,
  { from0to1: [zero, one] = [0, 1] }: Pick<OpenFigure, 'from0to1'>,
  confidence: number,
): Limited {
  if ('low' in point) return { ...point, value: (point.low + point.high) / 2 }
  const { x, yes, open, draws, leftOut } = point
  const tried = draws - leftOut
  const scaled = (share: number): number => zero + (one - zero) * share
  const { low, high } = band({ yes, open }, tried, confidence)
  const of = (events: number): number => (tried === 0 ? NaN : scaled(events / tried))
  return {
    x,
    value: of(yes),
    ...(open > 0 && { upTo: of(yes + open) }),
    low: scaled(low),
    high: scaled(high),
  }
}

/** A number of earlier notes beside what is measured now. */
export interface Comparison extends Limited {
  readonly stated: string
  /** Whether a number that is rounded to what was stated lies within the limits. */
  readonly inside: boolean
}

/** What a series states, each number beside what was measured. */
export const compared = ({ stated = {} }: OpenSeries, measured: readonly Limited[]): Comparison[] =>
  measured.flatMap((one) => {
    const text = stated[one.x]
    if (text === undefined) return []
    const half = 0.5 * 10 ** -(/\.(\d+)$/.exec(text)?.[1].length ?? 0)
    const number = Number(text)
    return [{ ...one, stated: text, inside: number + half >= one.low && number - half <= one.high }]
  })
