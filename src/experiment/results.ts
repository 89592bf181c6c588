import { z } from 'zod'

const count = z.int().nonnegative()
const fraction = z.tuple([z.int(), z.int()])
/** Draws by what a network, or the pattern of both data sets, did; `open` where the bounds left it undecided. */
const tally = z.strictObject({ yes: count, open: count })

const setting = z.strictObject({
  n: count,
  d: count,
  m: count,
  a0: fraction,
  a1: fraction,
  c: fraction,
  theta: fraction,
})
const point = z.strictObject({
  x: z.number(),
  setting,
  draws: count,
  /** For each mechanism: F > 0 on D_0, F > 0 on D_1, and success: F > 0 on D_1 and F = 0 on D_0 for the same signs. */
  exp: z.strictObject({ onD0: tally, onD1: tally, success: tally }),
  lin: z.strictObject({ onD0: tally, onD1: tally, success: tally }),
})

/** What an experiment found, as it is kept in a file. */
export const results = z.strictObject({
  format: z.literal('attention-assay experiment'),
  version: z.literal(1),
  experiment: z.literal('seed'),
  /** The constants of the data sets are reconstructed. */
  label: z.literal('reconstructed'),
  source: z.string(),
  tool: z.string(),
  engine: z.strictObject({
    name: z.string(),
    device: z.string(),
    versions: z.record(z.string(), z.string()),
  }),
  seed: count,
  draws: count,
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
export type Tally = z.infer<typeof tally>
