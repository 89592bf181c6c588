import type { Shard } from '../judge/shard.ts'
import type { Filters } from './claim-selection.ts'
import { UsageError } from './exit-code.ts'
import type { ReporterOptions } from './open-reporters.ts'

/** The seed of a run that names none, so that two people who run the same thing see the same. */
export const DEFAULT_SEED = 1

/** The options of `assay verify`. */
export interface VerifyOptions extends Filters, ReporterOptions {
  readonly engine: string
  readonly seed?: number
  readonly cases?: number
  readonly seconds?: number
  /** Seconds for the whole run. */
  readonly budget?: number
  readonly batch?: number
  readonly threads?: number
  readonly codeSeconds?: number
  readonly recheck: 'sample' | 'all'
  readonly demand?: number
  readonly out: string
  readonly verbose?: boolean
  readonly resume?: boolean
  readonly changed?: boolean
  /** A file; the one in `out` when left out. */
  readonly baseline?: string
  readonly casesFrom?: number
  readonly casesTo?: number
  readonly shard?: Shard
  readonly attack?: 'gradient'
  /** Of walks. */
  readonly starts: number
}

/** From how many cases walks begin; undefined for none. */
export const startsOf = ({ attack, starts }: VerifyOptions): number | undefined =>
  attack === undefined ? undefined : starts

/** Whether the time ends the cases, not their number. */
export const isTimed = ({ seconds, budget }: Pick<VerifyOptions, 'seconds' | 'budget'>): boolean =>
  seconds !== undefined || budget !== undefined

/** A range of indices of cases; `to` is undefined where the claim or the time decides. */
export interface Range {
  readonly from: number
  readonly to: number | undefined
}

/** @throws {UsageError} when the range that the options give is empty */
export function rangeOf({ casesFrom, casesTo, cases }: VerifyOptions): Range {
  const from = casesFrom ?? 0
  if (casesTo !== undefined && from >= casesTo)
    throw new UsageError(
      `--cases-from ${from} is not below --cases-to ${casesTo}; the range is empty, give --cases-to a number above ${from}`,
    )
  if (cases !== undefined) demandSafe(from, cases)
  return { from, to: casesTo ?? (cases === undefined ? undefined : from + cases) }
}

/** @throws {UsageError} when so many cases from there leave the indices that there are */
export function demandSafe(from: number, cases: number): void {
  if (Number.isSafeInteger(from + cases)) return
  throw new UsageError(
    `--cases-from ${from} and ${cases} cases go beyond the last index, 2^53 - 2; give --cases-from ${Number.MAX_SAFE_INTEGER - cases} or less, or fewer --cases`,
  )
}
