import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import type { Subject } from '../../../attention/attention.ts'
import type { Probability } from '../../../claim/claim.ts'
import type { Engine } from '../../../engine/engine.ts'
import { runCampaign } from '../../../judge/campaign.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { crossContext } from '../contexts-on-engine.ts'
import type { CrossAttentionData } from '../cross-attention-data.ts'
import { enclosedOnEngine } from '../engine-run.ts'
import type { Mechanism, SeedSetting } from '../firing-probability.ts'
import type { Ratio } from '../seed-data.ts'
import { band } from './confidence-band.ts'
import { addAnswer, drawsNamed, type PointRunner } from './point-runner.ts'
import { drawSigns } from './sign-draws.ts'

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
    const [low, high] = (await enclosedOnEngine(engine, of))[0]
    const { lo, hi } = enclosed(of)
    if (!(low <= hi[0] && lo[0] <= high))
      throw new Error(
        `engine ${engine.name} puts a weight into [${low}, ${high}], its definition into [${lo[0]}, ${hi[0]}]`,
      )
    return { by: `attention on engine ${engine.name}`, low, high }
  }

/** How often a network fires, or is silent, in draws of its signs. */
export const byFrequency =
  (setting: SeedSetting, mechanism: Mechanism, event: 'onD0' | 'onD1' | 'silent on D_0'): FigureSearch =>
  async ({ runner, draws, confidence }) => {
    const point = await runner.run(0, setting, draws)
    const fires = point[mechanism][event === 'onD1' ? 'onD1' : 'onD0']
    const counts = event === 'silent on D_0' ? { ...fires, yes: draws - fires.yes - fires.open } : fires
    return { by: `frequency in ${draws} draws`, ...band(counts, draws, confidence) }
  }

/** How often the network of replacement R2 fires in draws of its signs. */
export const byCrossFrequency =
  (data: CrossAttentionData, subject: Subject, neurons: number, theta: Ratio): FigureSearch =>
  async ({ engine, seed, draws, confidence }) => {
    const counts = { yes: 0, open: 0 }
    const contexts = await crossContext(data, subject, engine)
    const { lo, hi } = enclosed((x) => x.rational(...theta))
    const random = drawsNamed(`seed figures ${seed} ${JSON.stringify(data)} ${subject.name}`)
    const networks = [{ contexts, tau: [lo[0], hi[0]] as const }]
    await drawSigns(networks, { neurons, draws }, random, engine, ([answer]) => addAnswer(counts, answer))
    return { by: `frequency in ${draws} draws`, ...band(counts, draws, confidence) }
  }

/** A claim's event's probability by a campaign, times a factor. */
export const byCampaign =
  (claim: Probability, times: number): FigureSearch =>
  async ({ engine, seed, draws, confidence }) => {
    const { tally } = await runCampaign(claim, { engine, seed, from: 0, to: draws })
    const { satisfied: yes, undecided: open } = tally.reals
    const { low, high } = band({ yes, open }, draws, confidence)
    return { by: `frequency in ${draws} draws`, low: times * low, high: times * high }
  }
