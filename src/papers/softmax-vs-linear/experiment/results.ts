import { z } from 'zod'
import type { Engine } from '../../../engine/engine.ts'

const count = z.int().nonnegative()
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

/** What every file of results begins with. */
export const head = <Name extends string>(experiment: Name) => ({
  format: z.literal('attention-assay experiment'),
  version: z.literal(1),
  experiment: z.literal(experiment),
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
})

export const headOf = <Name extends string>(
  experiment: Name,
  { engine, tool, seed, draws }: { engine: Engine; tool: string; seed: number; draws: number },
) => ({
  format: 'attention-assay experiment' as const,
  version: 1 as const,
  experiment,
  label: 'reconstructed' as const,
  source: 'Deng, Song, Zhou, arXiv 2310.11685; confirm the constants against the paper before citing',
  tool,
  engine: { name: engine.name, device: engine.device, versions: { ...engine.versions } },
  seed,
  draws,
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
