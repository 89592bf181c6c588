import { z } from 'zod'
import { count, head } from './results-head.ts'

const fraction = z.tuple([z.int(), z.int()])
/** Draws by what a network, or the pattern of both data sets, did; `open` where the bounds left it undecided. */
const drawCounts = z.strictObject({ yes: count, open: count })

const setting = z.strictObject({
  n: count,
  d: count,
  m: count,
  a0: fraction,
  a1: fraction,
  c: fraction,
  theta: fraction,
})
/** F > 0 on D_0, F > 0 on D_1, and success: F > 0 on D_1 and F = 0 on D_0 for the same signs. */
const events = z.strictObject({ onD0: drawCounts, onD1: drawCounts, success: drawCounts })
const point = z.strictObject({
  x: z.number(),
  setting,
  draws: count,
  exp: events,
  lin: events,
})

/** What the sweeps found, as it is kept in a file. */
export const results = z.strictObject({
  ...head('seed'),
  /** Two-sided confidence of the bands, each by itself. */
  confidence: z.number(),
  sweeps: z.array(
    z.strictObject({
      name: z.string(),
      parameter: z.enum(['n', 'd', 'm', 'a_0', 'a_1', 'c']),
      /** What stays as it is. */
      base: setting,
      points: z.array(point),
      leftOut: z.array(z.strictObject({ x: z.number(), why: z.string() })),
    }),
  ),
})

export type Results = z.infer<typeof results>
export type SweepResult = Results['sweeps'][number]
export type PointResult = z.infer<typeof point>
export type DrawCounts = z.infer<typeof drawCounts>
