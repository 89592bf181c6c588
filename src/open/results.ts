import { z } from 'zod'

const count = z.int().nonnegative()
/** Draws by whether the event happened; `open`: left undecided; `left out`: its hypothesis is certainly false. */
const counted = z.strictObject({ x: z.number(), draws: count, yes: count, open: count, leftOut: count })
const enclosed = z.strictObject({ x: z.number(), low: z.number(), high: z.number() })

/** What the experiment of an open hypothesis found, as it is kept in a file. Nothing in it is a verdict. */
export const openResults = z.strictObject({
  format: z.literal('attention-assay open hypothesis'),
  version: z.literal(1),
  label: z.literal('exploratory'),
  id: z.string(),
  number: z.string(),
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
  figures: z.array(
    z.strictObject({
      name: z.string(),
      series: z.array(z.strictObject({ name: z.string(), points: z.array(z.union([counted, enclosed])) })),
    }),
  ),
})

export type OpenResults = z.infer<typeof openResults>
export type OpenPoint = OpenResults['figures'][number]['series'][number]['points'][number]
