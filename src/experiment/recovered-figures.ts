import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { enclosedOnEngine } from '../seed/engine-run.ts'
import { band } from './band.ts'
import { PointRunner } from './point.ts'
import { enclosed, statedFigures, type StatedFigure } from './stated-figures.ts'

/** That some of the bands of a run does not hold what it estimates has at most this probability. */
const FALSE_ALARM = 1e-6

/** A stated number, found again by a formula and by the network itself. */
export const recoveredFigure = z.strictObject({
  what: z.string(),
  stated: z.string(),
  /** The formula's number, rounded as the stated one is. */
  formula: z.string(),
  value: z.number(),
  /** The network's limits: of its definition and of an engine, or an exact confidence band. */
  network: z.strictObject({ by: z.string(), low: z.number(), high: z.number() }),
  /** Whether the formula's number lies within the network's limits. */
  agrees: z.boolean(),
})
export type RecoveredFigure = z.infer<typeof recoveredFigure>

/** Finds every stated figure again; weights on the engine must also agree with the definition in enclosures. */
export async function recoverFigures(
  engine: Engine,
  { seed, draws }: { seed: number; draws: number },
  figures: readonly StatedFigure[] = statedFigures(),
): Promise<RecoveredFigure[]> {
  const runner = new PointRunner(engine, seed)
  const out: RecoveredFigure[] = []
  for (const { what, stated, formula, network } of figures) {
    const found =
      network.kind === 'weight'
        ? await weightFound(network, engine)
        : await frequencyFound(network, runner, draws, 1 - FALSE_ALARM / figures.length)
    const agrees = found.low <= formula.value && formula.value <= found.high
    out.push({ what, stated, formula: formula.text, value: formula.value, network: found, agrees })
  }
  return out
}

type Found = RecoveredFigure['network']

async function weightFound(
  { of }: Extract<StatedFigure['network'], { kind: 'weight' }>,
  engine: Engine,
): Promise<Found> {
  const [low, high] = (await enclosedOnEngine(engine, of))[0]!
  const [lo, hi] = enclosed(of)
  if (!(low <= hi && lo <= high))
    throw new Error(
      `engine ${engine.name} puts a weight into [${low}, ${high}], its definition into [${lo}, ${hi}]`,
    )
  return { by: `attention on engine ${engine.name}`, low, high }
}

async function frequencyFound(
  { setting, mechanism, event }: Extract<StatedFigure['network'], { kind: 'frequency' }>,
  runner: PointRunner,
  draws: number,
  confidence: number,
): Promise<Found> {
  const point = await runner.run(0, setting, draws)
  const fires = point[mechanism][event === 'onD1' ? 'onD1' : 'onD0']
  const tally = event === 'silent on D_0' ? { ...fires, yes: draws - fires.yes - fires.open } : fires
  return { by: `frequency in ${draws} draws`, ...band(tally, draws, confidence) }
}
