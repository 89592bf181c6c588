import { predict } from '../firing-probability.ts'
import { MECHANISMS, type Mechanism } from '../mechanisms.ts'
import type { SeedSetting } from '../seed-setting.ts'
import { byFrequency, type StatedFigure } from './figure-search.ts'
import { BASES } from './sweeps.ts'

/** How often the network of a setting fires, or is silent; `who` and `where` are told of what it changes. */
function frequency(
  stated: string,
  mechanism: Mechanism,
  event: 'fires on D_0' | 'fires on D_1' | 'is silent on D_0',
  setting: SeedSetting,
  { who = '', where = '' } = {},
): StatedFigure {
  const silent = event === 'is silent on D_0'
  const on = event === 'fires on D_1' ? 'onD1' : 'onD0'
  const [low, high] = predict(setting, mechanism)[on]
  const value = (low + high) / 2
  return {
    what: `${MECHANISMS[mechanism].called}${who} ${event} at n = ${setting.n}, d = ${setting.d}${where}`,
    stated,
    value: silent ? 1 - value : value,
    search: byFrequency(async ({ runner, draws }) => {
      const { yes, open } = (await runner.run(0, setting, draws))[mechanism][on]
      return { yes: silent ? draws - yes - open : yes, open }
    }),
  }
}

const [small, large] = [BASES['d=12'], BASES['d=102']]

/** What the notes state of probabilities over the random signs. */
export const statedFrequencies = (): readonly StatedFigure[] => [
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
