import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import { bind } from '../../../attention/attention.ts'
import { crossContext } from '../contexts-on-engine.ts'
import { crossAttention } from '../cross-attention-data.ts'
import { predictAcross } from '../firing-probability.ts'
import { MECHANISMS, type Mechanism } from '../mechanisms.ts'
import { crossLinearWeight, crossSoftmaxWeight } from '../needle-weights.ts'
import { decimal, type Ratio } from '../parameters.ts'
import { byFrequency, byWeight, type StatedFigure } from './figure-search.ts'
import { addAnswer, drawsNamed } from './point-runner.ts'
import { drawSigns } from './sign-draws.ts'

const dataOf = (a: number, c: Ratio) => ({ n: 2000, d: 100, a: decimal(a), c, needle: 3 })

/** The weight of the needle. */
const weight = (mechanism: Mechanism, a: number, stated: string): StatedFigure => {
  const { subject, called } = MECHANISMS[mechanism]
  return {
    what: `R2: weight of ${called} at n = 2000, a = ${a}, c = 0.5`,
    stated,
    value: mechanism === 'exp' ? crossSoftmaxWeight(2000, a) : crossLinearWeight(2000, a, 0.5),
    search: byWeight((x) => {
      const { q, k } = crossAttention(dataOf(a, [1, 2]), x)
      return bind(subject, x).weights({ q, k }).gather([3], 1)
    }),
  }
}

/** How often the network fires. */
const fires = (mechanism: Mechanism, a: number, c: Ratio, stated: string): StatedFigure => {
  const [neurons, theta] = [15, [1, 2]] as const
  const data = dataOf(a, c)
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

/** What the notes state of replacement R2. */
export const statedCrossAttention = (): readonly StatedFigure[] => [
  weight('exp', 2, '0.9995'),
  weight('exp', 0.5, '0.0219'),
  weight('lin', 2, '0.0025'),
  weight('lin', 0.5, '0.0010'),
  fires('exp', 2, [1, 2], '0.99997'),
  fires('exp', 0.5, [1, 2], '0.00000'),
  fires('lin', 2, [1, 2], '0.00000'),
  fires('lin', 0.5, [1, 2], '0.00000'),
  fires('lin', 2, [0, 1], '0.99997'),
]
