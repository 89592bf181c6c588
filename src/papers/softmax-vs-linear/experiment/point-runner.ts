import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import type { Engine } from '../../../engine/engine.ts'
import { Draws } from '../../../generate/draws.ts'
import { hash32 } from '../../../generate/hash.ts'
import { distinctContexts, type DistinctContexts } from '../contexts-on-engine.ts'
import { threshold } from '../four-layer-network.ts'
import { BOTH, MECHANISMS, type Mechanism } from '../mechanisms.ts'
import type { Ratio } from '../parameters.ts'
import { settingData, type SeedSetting } from '../seed-setting.ts'
import type { PointResult, DrawCounts } from './results.ts'
import { NetworkAnswer, drawSigns, type Network } from './sign-draws.ts'

/** Runs both networks on both data sets; contexts that the point before had too are not computed again. */
export class PointRunner {
  private contexts = new Map<string, Promise<DistinctContexts>>()

  constructor(
    private readonly engine: Engine,
    private readonly seed: number,
  ) {}

  /** @param draws of all m sign vectors; the same ones are put to all four networks */
  async run(x: number, setting: SeedSetting, draws: number): Promise<PointResult> {
    const before = this.contexts
    this.contexts = new Map()
    const networks: Network[] = []
    for (const mechanism of BOTH)
      for (const a of [setting.a0, setting.a1])
        networks.push(await this.network(setting, mechanism, a, before))
    const none = (): DrawCounts => ({ yes: 0, open: 0 })
    const counts = BOTH.map(() => ({ onD0: none(), onD1: none(), success: none() }))
    const { m: neurons, ...rest } = setting
    const random = drawsNamed(`seed experiment ${this.seed} ${JSON.stringify({ ...rest, neurons })}`)
    await drawSigns(networks, { neurons, draws }, random, this.engine, (answers) => {
      counts.forEach(({ onD0, onD1, success }, i) => {
        const [zero, one] = [answers[2 * i], answers[2 * i + 1]]
        addAnswer(onD0, zero)
        addAnswer(onD1, one)
        addAnswer(success, Math.min(one, NetworkAnswer.Fires - zero))
      })
    })
    return { x, setting: { ...setting } as PointResult['setting'], draws, exp: counts[0], lin: counts[1] }
  }

  private async network(
    setting: SeedSetting,
    mechanism: Mechanism,
    a: Ratio,
    before: ReadonlyMap<string, Promise<DistinctContexts>>,
  ): Promise<Network> {
    const { n, d, c, theta } = setting
    const { subject } = MECHANISMS[mechanism]
    const key = JSON.stringify([n, d, c, mechanism, a])
    const contexts =
      before.get(key) ??
      this.contexts.get(key) ??
      distinctContexts(settingData(setting, a, Math.floor(n / 2)), subject, this.engine)
    this.contexts.set(key, contexts)
    const { lo, hi } = enclosed((x) => threshold(n, c, theta, x))
    return { contexts: await contexts, tau: [lo[0], hi[0]] }
  }
}

/** Counts what a network said. */
export function addAnswer(to: DrawCounts, answer: number): void {
  if (answer === NetworkAnswer.Fires) to.yes++
  if (answer === NetworkAnswer.Open) to.open++
}

/**
 * Random numbers that a text names.
 *
 * @example
 * ```ts
 * import { drawsNamed } from 'attention-assay/open'
 *
 * drawsNamed('a figure, at 8').uniform()
 * ```
 */
export function drawsNamed(text: string): Draws {
  let word = 0
  return new Draws({ nextInt: () => hash32(text, ++word) | 0 })
}
