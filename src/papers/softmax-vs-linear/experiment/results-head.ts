import { z } from 'zod'
import type { Engine } from '../../../engine/engine.ts'
import { SEED_PAPER } from '../seed-paper.ts'

export const count = z.int().nonnegative()

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

/** What an experiment runs on and with. */
export interface RunOptions {
  readonly engine: Engine
  /** The program with its version. */
  readonly tool: string
  readonly seed: number
  /** A point. */
  readonly draws: number
}

/** The beginning of a run's file. */
export const headOf = <Name extends string>(experiment: Name, { engine, tool, seed, draws }: RunOptions) => ({
  format: 'attention-assay experiment' as const,
  version: 1 as const,
  experiment,
  label: 'reconstructed' as const,
  source: `${SEED_PAPER}; confirm the constants against the paper before citing`,
  tool,
  engine: { name: engine.name, device: engine.device, versions: { ...engine.versions } },
  seed,
  draws,
})
