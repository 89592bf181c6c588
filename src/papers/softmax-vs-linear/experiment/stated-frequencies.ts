import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import { crossContext } from '../contexts-on-engine.ts'
import { predict, predictAcross } from '../firing-probability.ts'
import { MECHANISMS, type Mechanism } from '../mechanisms.ts'
import type { Ratio } from '../seed-data.ts'
import type { SeedSetting } from '../seed-setting.ts'
import { byFrequency, type StatedFigure } from './figure-search.ts'
import { addAnswer, drawsNamed } from './point-runner.ts'
import { drawSigns } from './sign-draws.ts'
import { crossData } from './stated-weights.ts'
import { BASES } from './sweeps.ts'

/** How often the network of replacement R2 fires. */
const across = (mechanism: Mechanism, a: number, c: Ratio, stated: string): StatedFigure => {
  const [neurons, theta] = [15, [1, 2]] as const
  const data = crossData(a, c)
  const { subject, called } = MECHANISMS[mechanism]
  const [low, high] = predictAcross({ ...data, m: neurons, theta }, mechanism)
  return {
    what: `R2: ${called} fires at n = 2000, d = 100, a = ${a}, c = ${c[0] / c[1]}`,
    stated,
    value: (low + high) / 2,
    search: byFrequency(async ({ engine, seed, draws }) => {
      const counts = { yes: 0, open: 0 }
      const contexts = await crossContext(data, subject, engine)
      const { lo, hi } = enclosed((x) => x.rational(...theta))
      const random = drawsNamed(`seed figures ${seed} ${JSON.stringify(data)} ${subject.name}`)
      const networks = [{ contexts, tau: [lo[0], hi[0]] as const }]
      await drawSigns(networks, { neurons, draws }, random, engine, ([answer]) => addAnswer(counts, answer))
      return counts
    }),
  }
}

/** How often the network of a setting fires, or is silent; `who` and `where` are told of what it changes. */
function frequency(
  stated: string,
  mechanism: Mechanism,
  event: 'fires on D_0' | 'fires on D_1' | 'is silent on D_0',
  setting: SeedSetting,
  { who = '', where = '' } = {},
): StatedFigure {
  const { called } = MECHANISMS[mechanism]
  const silent = event === 'is silent on D_0'
  const { fires } = predict(setting, mechanism)
  const [low, high] = fires[event === 'fires on D_1' ? 1 : 0]
  const value = (low + high) / 2
  return {
    what: `${called}${who} ${event} at n = ${setting.n}, d = ${setting.d}${where}`,
    stated,
    value: silent ? 1 - value : value,
    search: byFrequency(async ({ runner, draws }) => {
      const point = (await runner.run(0, setting, draws))[mechanism]
      const { yes, open } = event === 'fires on D_1' ? point.onD1 : point.onD0
      return { yes: silent ? draws - yes - open : yes, open }
    }),
  }
}

const [small, large] = [BASES['d=12'], BASES['d=102']]

/** What the notes state of probabilities over the random signs. */
export const statedFrequencies = (): readonly StatedFigure[] => [
  across('exp', 2, [1, 2], '0.99997'),
  across('exp', 0.5, [1, 2], '0.00000'),
  across('lin', 2, [1, 2], '0.00000'),
  across('lin', 0.5, [1, 2], '0.00000'),
  across('lin', 2, [0, 1], '0.99997'),
  frequency('0.98664', 'exp', 'fires on D_1', large),
  frequency('0.0000', 'exp', 'fires on D_0', large),
  frequency('0.0000', 'lin', 'fires on D_0', large),
  frequency('0.0000', 'lin', 'fires on D_1', large),
  frequency('0.25', 'exp', 'fires on D_1', { ...large, m: 1 }, { who: ' with one neuron' }),
  frequency('0.000', 'exp', 'fires on D_1', { ...large, a1: [3, 10] }, { where: ', a_1 = 0.3' }),
  frequency('0.986', 'lin', 'fires on D_1', { ...large, theta: [0, 1] }, { where: ', θ = 0' }),
  frequency('0.66', 'lin', 'fires on D_1', { ...large, c: [1, 10] }, { where: ', b = 0.9' }),
  frequency('0.6598', 'exp', 'is silent on D_0', small),
  frequency('0.3402', 'lin', 'fires on D_1', small),
  frequency('0.996', 'exp', 'fires on D_0', { ...small, m: 200 }, { who: ' with 200 neurons' }),
]
