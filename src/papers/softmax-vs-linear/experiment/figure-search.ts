import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import type { Engine } from '../../../engine/engine.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { enclosedOnEngine } from '../engine-run.ts'
import { band } from './confidence-band.ts'
import type { PointRunner } from './point-runner.ts'
import type { DrawCounts } from './results.ts'

/** What a search for a stated number runs on. */
interface Search {
  readonly engine: Engine
  readonly runner: PointRunner
  readonly seed: number
  readonly draws: number
  /** Of its band, where it has one. */
  readonly confidence: number
}

/** Finds limits on a stated number by the network itself. */
export type FigureSearch = (search: Search) => Promise<{ by: string; low: number; high: number }>

/** A number that the notes on the paper state, with the two ways to find it again. */
export interface StatedFigure {
  readonly what: string
  /** As it is stated. */
  readonly stated: string
  /** By a closed form, or by an enumeration. */
  readonly value: number
  readonly search: FigureSearch
}

/**
 * A weight, with its error bound on the engine.
 *
 * The search throws where the engine's limits contradict those of the definition, in enclosures.
 */
export const byWeight =
  (of: (x: Recorder) => Real): FigureSearch =>
  async ({ engine }) => {
    const [low, high] = await enclosedOnEngine(engine, of)
    const { lo, hi } = enclosed(of)
    if (!(low <= hi[0] && lo[0] <= high))
      throw new Error(
        `engine ${engine.name} puts a weight into [${low}, ${high}], its definition into [${lo[0]}, ${hi[0]}]`,
      )
    return { by: `attention on engine ${engine.name}`, low, high }
  }

/** How often something happens in draws: the band of its counts, times a factor. */
export const byFrequency =
  (countsIn: (search: Search) => Promise<DrawCounts>, times = 1): FigureSearch =>
  async (search) => {
    const { low, high } = band(await countsIn(search), search.draws, search.confidence)
    return { by: `frequency in ${search.draws} draws`, low: times * low, high: times * high }
  }
