import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import { identity } from '../../../attention/feature-map.ts'
import { linear } from '../../../attention/linear.ts'
import { softmax } from '../../../attention/softmax.ts'
import type { Engine } from '../../../engine/engine.ts'
import { Draws } from '../../../generate/draws.ts'
import { hash32 } from '../../../generate/hash.ts'
import { distinctContexts, type DistinctContexts } from '../contexts-on-engine.ts'
import type { SeedSetting } from '../firing-probability.ts'
import { rootLambda, type Ratio } from '../seed-data.ts'
import type { PointResult, DrawCounts } from './results.ts'
import { NetworkAnswer, drawSigns, type Network } from './sign-draws.ts'

const SUBJECTS = { exp: softmax, lin: linear(identity) } as const

/** Runs both networks on both data sets; contexts that the point before had too are not computed again. */
export class PointRunner {
  private contexts = new Map<string, Promise<DistinctContexts>>()

  constructor(
    private readonly engine: Engine,
    private readonly seed: number,
  ) {}

  /** @param draws of all m sign vectors; the same ones are put to all four networks */
  async run(x: number, setting: SeedSetting, draws: number): Promise<PointResult> {
    const names = ['exp', 'lin'] as const
    const before = this.contexts
    this.contexts = new Map()
    const networks: Network[] = []
    for (const name of names)
      for (const a of [setting.a0, setting.a1]) networks.push(await this.network(setting, name, a, before))
    const tally = (): DrawCounts => ({ yes: 0, open: 0 })
    const counts = names.map(() => ({ onD0: tally(), onD1: tally(), success: tally() }))
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
    { n, d, c, theta }: SeedSetting,
    name: keyof typeof SUBJECTS,
    a: Ratio,
    before: ReadonlyMap<string, Promise<DistinctContexts>>,
  ): Promise<Network> {
    const key = JSON.stringify([n, d, c, name, a])
    const data = { n, d, a, b: [c[1] - c[0], c[1]] as const, c, needle: Math.floor(n / 2) }
    const contexts =
      before.get(key) ?? this.contexts.get(key) ?? distinctContexts(data, SUBJECTS[name], this.engine)
    this.contexts.set(key, contexts)
    return { contexts: await contexts, tau: threshold(n, c, theta) }
  }
}

/** Counts what a network said. */
export function addAnswer(to: DrawCounts, answer: number): void {
  if (answer === NetworkAnswer.Fires) to.yes++
  if (answer === NetworkAnswer.Open) to.open++
}

/** Limits on τ = (c + θ) √Λ. */
function threshold(n: number, c: Ratio, theta: Ratio): readonly [number, number] {
  const { lo, hi } = enclosed((x) =>
    x
      .rational(...c)
      .add(x.rational(...theta))
      .mul(rootLambda(n, x)),
  )
  return [lo[0], hi[0]]
}

/** Random numbers that a text names. */
export function drawsNamed(text: string): Draws {
  let word = 0
  return new Draws({ nextInt: () => hash32(text, ++word) | 0 })
}
