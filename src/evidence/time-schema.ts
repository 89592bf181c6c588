import { z } from 'zod'
import { STAGES, type Stage, type Stopwatch } from '../arithmetic/stopwatch.ts'
import { wholeMilliseconds } from './whole-milliseconds.ts'

const seconds = z.number().nonnegative()

/** What the time of a claim went to. */
export const time = z
  .strictObject({
    wall: seconds.describe('all of it, from the beginning to the end'),
    drawing: seconds.describe('of cases, and the bounds of their numbers'),
    upload: seconds.describe('of cases to the engine'),
    bounds: seconds.describe('on the errors of its numbers, from the spans of the inputs'),
    kernels: seconds.describe('of the engine; of one that only takes orders, handing these over'),
    download: seconds.describe('until the numbers of the engine were there'),
    judging: seconds.describe('of the numbers of the engine, and counting'),
    intervals: seconds.describe('enclosures in float64'),
    mpfr: seconds.describe('enclosures of more bits'),
    exact: seconds.describe('exact numbers'),
    variants: seconds.describe('all of the above for the variants'),
    certificates: seconds.describe('shrinking and certifying cases, those of variants too'),
  } satisfies Record<Stage, z.ZodNumber>)
  .describe('in seconds; stages of several threads run at once, so these can be more than all of it')

/** What the time of a claim went to. */
export type ClaimTime = z.infer<typeof time>

/** What a stopwatch measured. */
export const timeOf = (watch: Stopwatch): ClaimTime => toMilliseconds((stage) => watch.of(stage) / 1000)

/** What several runs took together. */
export const timeOfAll = (times: readonly ClaimTime[]): ClaimTime =>
  toMilliseconds((stage) => times.reduce((sum, time) => sum + time[stage], 0))

const toMilliseconds = (seconds: (stage: Stage) => number): ClaimTime =>
  Object.fromEntries(
    STAGES.map((stage) => [stage, wholeMilliseconds(seconds(stage))]),
  ) as unknown as ClaimTime
