import { z } from 'zod'
import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import type { Engine } from '../../../engine/engine.ts'
import { runCampaign } from '../../../judge/campaign.ts'
import { crossContext } from '../contexts-on-engine.ts'
import { enclosedOnEngine } from '../engine-run.ts'
import { band } from './confidence-band.ts'
import { addAnswer, drawsNamed, PointRunner } from './point-runner.ts'
import { drawSigns } from './sign-draws.ts'
import type { StatedFigure } from './stated-figure.ts'
import { statedFigures, weightLimits } from './stated-figures.ts'

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
    const confidence = 1 - FALSE_ALARM / figures.length
    const found =
      network.kind === 'weight'
        ? await weightFound(network, engine)
        : network.kind === 'across'
          ? await acrossFound(network, engine, { seed, draws }, confidence)
          : network.kind === 'count'
            ? await shareFound(network, engine, { seed, draws }, confidence)
            : await frequencyFound(network, runner, draws, confidence)
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
  const [low, high] = (await enclosedOnEngine(engine, of))[0]
  const [lo, hi] = weightLimits(of)
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

async function acrossFound(
  { data, subject, m: neurons, theta }: Extract<StatedFigure['network'], { kind: 'across' }>,
  engine: Engine,
  { seed, draws }: { seed: number; draws: number },
  confidence: number,
): Promise<Found> {
  const tally = { yes: 0, open: 0 }
  const contexts = await crossContext(data, subject, engine)
  const { lo, hi } = enclosed((x) => x.rational(...theta))
  const random = drawsNamed(`seed figures ${seed} ${JSON.stringify(data)} ${subject.name}`)
  const networks = [{ contexts, tau: [lo[0], hi[0]] as const }]
  await drawSigns(networks, { neurons, draws }, random, engine, ([answer]) => addAnswer(tally, answer))
  return { by: `frequency in ${draws} draws`, ...band(tally, draws, confidence) }
}

async function shareFound(
  { claim, times }: Extract<StatedFigure['network'], { kind: 'count' }>,
  engine: Engine,
  { seed, draws }: { seed: number; draws: number },
  confidence: number,
): Promise<Found> {
  const { tally } = await runCampaign(claim, { engine, seed, from: 0, to: draws })
  const { satisfied: yes, undecided: open } = tally.reals
  const { low, high } = band({ yes, open }, draws, confidence)
  return { by: `frequency in ${draws} draws`, low: times * low, high: times * high }
}
