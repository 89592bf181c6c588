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
  const limits = band({ yes, open }, tried, confidence)
  const of = (events: number): number => (tried === 0 ? NaN : scaled(events / tried))
  // Where 1 stands for less than 0 does, what is least comes from the most events.
  const ordered = <T>(few: T, many: T): [T, T] => (zero <= one ? [few, many] : [many, few])
  const [low, high] = ordered(scaled(limits.low), scaled(limits.high))
  const [value, upTo] = ordered(of(yes), of(yes + open))
  return { x, value, ...(open > 0 && { upTo }), low, high }
}

/** What the shares of a series stand for. */
export const unitsOf = (figure: OpenFigure, series: string): Pick<OpenFigure, 'from0to1'> => {
  const units = figure.series.find(({ name }) => name === series)?.from0to1 ?? figure.from0to1
  return units ? { from0to1: units } : {}
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
