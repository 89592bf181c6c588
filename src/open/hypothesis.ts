import type { Source } from '../claim/source.ts'
import type { Chart } from '../papers/chart/chart.ts'
import type { Measurement } from './measurement.ts'

/** A line of a figure: what is measured at some x, what a formula says there, and what was stated beforehand. */
export interface OpenSeries {
  readonly name: string
  /** Where on the x axis. */
  readonly at: readonly number[]
  /** What is measured at one of these. */
  readonly measure: (x: number) => Measurement
  /** In place of the figure's own. */
  readonly from0to1?: readonly [number, number]
  /** What a derived formula gives, where there is one; often a limit that is only approached. */
  readonly formula?: (x: number) => number
  /** Numbers of earlier notes, by x, as they are written there: `0.36` stands for 0.355 to 0.365. */
  readonly stated?: Readonly<Record<number, string>>
}

/** One figure of an experiment. */
export interface OpenFigure {
  /** Part of its file's name. */
  readonly name: string
  /** In a few words, above it. */
  readonly title: string
  /** What is measured, in a sentence. */
  readonly measured: string
  /** The horizontal axis. */
  readonly x: Chart['x']
  /** The vertical axis. */
  readonly y: Chart['y']
  /** What a share is turned into: what it stands for at 0 and at 1. @default [0, 1] */
  readonly from0to1?: readonly [number, number]
  /** Its lines. */
  readonly series: readonly OpenSeries[]
  /** Vertical lines. */
  readonly marks?: NonNullable<Chart['marks']>
}

/**
 * A question without a known proof, and the experiment that looks at it. It is exploratory: it has no verdict, no case of it
 * is judged, and nothing counts it with the claims.
 */
export interface OpenHypothesis {
  /** Also the name of its file. */
  readonly id: string
  /** Its place among the open hypotheses, such as `O1`. */
  readonly number: string
  /** In a few words. */
  readonly title: string
  /** What is not known. */
  readonly question: string
  /** What is known of it, and how. */
  readonly known: string
  /** What would be seen if it were otherwise. */
  readonly against: string
  /** What the first numbers look like, in a sentence or two. */
  readonly seen: string
  /** Whose question it is. */
  readonly source: Source
  /** What the experiment shows, at least one. */
  readonly figures: readonly OpenFigure[]
}

/**
 * An open hypothesis: the default export of a file of its id in `properties/open`.
 *
 * @throws {RangeError} when it lacks a word or a figure, or names something twice
 *
 * @example
 * ```ts
 * import { folklore } from 'attention-assay'
 * import { openHypothesis, trials } from 'attention-assay/open'
 *
 * openHypothesis({
 *   ...{ id: 'fair-signs', number: 'O11', title: 'Whether signs are fair', question: 'Do both come equally often?' },
 *   ...{ known: 'Nothing.', against: 'A band without 1/2.', seen: 'About half of each.', source: folklore() },
 *   figures: [
 *     {
 *       ...{ name: 'share', title: 'share of +1', measured: 'how often a sign is 1' },
 *       ...{ x: { label: 'nothing', scale: 'linear' }, y: { label: 'share' } },
 *       series: [{ name: 'signs', at: [1], measure: () => trials((draws) => draws.sign() > 0) }],
 *     },
 *   ],
 * })
 * ```
 */
export function openHypothesis(hypothesis: OpenHypothesis): OpenHypothesis {
  const { id, figures, ...words } = hypothesis
  for (const [what, said] of Object.entries({ id, ...words }))
    if (typeof said === 'string' && said.trim() === '')
      throw new RangeError(`${id} says nothing in "${what}"`)
  if (figures.length === 0) throw new RangeError(`${id} has no figure`)
  demandDifferent(
    id,
    figures.map(({ name }) => name),
  )
  for (const { name, series } of figures) {
    demandDifferent(
      `${id}, figure ${name},`,
      series.map((one) => one.name),
    )
    for (const { at, stated = {} } of series) {
      demandDifferent(`${id}, figure ${name},`, at.map(String))
      const missing = Object.keys(stated).find((x) => !at.includes(Number(x)))
      if (missing !== undefined)
        throw new RangeError(`${id} states a number at ${missing} and does not measure there`)
    }
  }
  return hypothesis
}

function demandDifferent(where: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new RangeError(`${where} has "${twice}" twice`)
}
