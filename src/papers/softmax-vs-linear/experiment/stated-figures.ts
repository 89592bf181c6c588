import { enclosed } from '../../../arithmetic/interval/enclose.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { bind, type Subject } from '../../../attention/attention.ts'
import { identity } from '../../../attention/feature-map.ts'
import { linear } from '../../../attention/linear.ts'
import { softmax } from '../../../attention/softmax.ts'
import {
  crossLinearWeight,
  crossSoftmaxWeight,
  linearNeedleWeight,
  softmaxNeedleWeights,
} from '../probability-bounds.ts'
import { crossAttention, type CrossAttentionData } from '../cross-attention-data.ts'
import { polynomial } from '../polynomial.ts'
import { predict, predictAcross, type Mechanism, type SeedSetting } from '../firing-probability.ts'
import {
  rootLambda,
  selfAttentionMatrix,
  selfAttentionRowSums,
  type Ratio,
  type SelfAttentionData,
} from '../seed-data.ts'
import { regressionFigures } from './regression-figures.ts'
import { figure, fixed, scientific, type StatedFigure } from './stated-figure.ts'
import { BASES } from './sweeps.ts'

const plain = linear(identity)
const decimal = (value: number): Ratio => [Math.round(1000 * value), 1000]
const dataAt = (n: number, d: number, a: number): SelfAttentionData => ({
  n,
  d,
  a: decimal(a),
  b: [2, 10],
  c: [8, 10],
  needle: 3,
})

/** The needle's weight in its own row, or in another, of the network's attention. */
function weight(subject: Subject, data: SelfAttentionData, row: 'own' | 'other'): StatedFigure['network'] {
  return {
    kind: 'weight',
    of: (x) => {
      const sums = selfAttentionRowSums(data, x)
      const q = sums.gather([row === 'own' ? data.needle : data.needle + 1])
      return bind(subject, x).weights({ q, k: sums }).gather([data.needle], 1)
    },
  }
}
const crossWeight = (subject: Subject, data: CrossAttentionData): StatedFigure['network'] => ({
  kind: 'weight',
  of: (x) => {
    const { q, k } = crossAttention(data, x)
    return bind(subject, x).weights({ q, k }).gather([data.needle], 1)
  },
})
/** ⟨c, e_1⟩/√Λ, the pre-activation of linear attention in the direction of the needle's column. */
const alongNeedle = (data: SelfAttentionData): StatedFigure['network'] => ({
  kind: 'weight',
  of: (x) => {
    const sums = selfAttentionRowSums(data, x)
    const output = bind(plain, x).output({ q: sums.gather([0]), k: sums, v: selfAttentionMatrix(data, x) })
    return output.gather([0], 1).div(rootLambda(data.n, x))
  },
})

const [small, large] = [BASES['d=12'], BASES['d=102']]

function frequency(
  what: string,
  stated: string,
  digits: number,
  setting: SeedSetting,
  mechanism: Mechanism,
  event: 'onD0' | 'onD1' | 'silent on D_0',
): StatedFigure {
  const { fires } = predict(setting, mechanism)
  const [low, high] = fires[event === 'onD1' ? 1 : 0]
  const value = event === 'silent on D_0' ? 1 - (low + high) / 2 : (low + high) / 2
  return figure(what, stated, value, fixed(digits), { kind: 'frequency', setting, mechanism, event })
}

const own = (a: number, stated: string) =>
  figure(
    `w* of softmax at n = 1000, a = ${a}`,
    stated,
    softmaxNeedleWeights(1000, a).own,
    fixed(3),
    weight(softmax, dataAt(1000, 102, a), 'own'),
  )

const power = (p: number, stated: string) => {
  const grown = 2.2 ** p
  return figure(
    `weight of degree ${p} at n = 1000, a = 1.2`,
    stated,
    grown / (grown + 999),
    fixed(3),
    weight(polynomial(p), dataAt(1000, 102, 1.2), 'own'),
  )
}

const margin = (n: number, d: number, a: number, stated: string) =>
  figure(
    `a w_lin at n = ${n}, a = ${a}`,
    stated,
    a * linearNeedleWeight(n, a),
    scientific,
    alongNeedle(dataAt(n, d, a)),
  )

const cross = (subject: Subject, a: number, stated: string, value: number) =>
  figure(
    `R2: weight of ${subject === softmax ? 'softmax' : 'linear attention'} at n = 2000, a = ${a}, c = 0.5`,
    stated,
    value,
    fixed(4),
    crossWeight(subject, { n: 2000, d: 100, a: decimal(a), c: [1, 2], needle: 3 }),
  )

const across = (mechanism: Mechanism, a: number, c: Ratio, stated: string) => {
  const [n, d, m, theta] = [2000, 100, 15, [1, 2]] as const
  const subject = mechanism === 'exp' ? softmax : plain
  const [low, high] = predictAcross({ n, d, m, theta, a: decimal(a), c }, mechanism)
  return figure(
    `R2: ${mechanism === 'exp' ? 'softmax' : 'linear attention'} fires at n = 2000, d = 100, a = ${a}, c = ${c[0] / c[1]}`,
    stated,
    (low + high) / 2,
    fixed(5),
    { kind: 'across', data: { n, d, a: decimal(a), c, needle: 3 }, subject, m, theta },
  )
}

const weightsAndMargins = (): readonly StatedFigure[] => [
  own(0.3, '0.015'),
  own(0.6, '0.432'),
  own(0.65, '0.623'),
  own(0.7, '0.788'),
  own(0.8, '0.954'),
  own(1, '0.999'),
  figure(
    'w_o a_1 at n = 1000, a_1 = 0.7',
    '0.078',
    softmaxNeedleWeights(1000, 0.7).other * 0.7,
    fixed(3),
    scaled(weight(softmax, dataAt(1000, 102, 0.7), 'other'), [7, 10]),
  ),
  power(8, '0.355'),
  power(9, '0.547'),
  margin(1000, 102, 0.01, '1.01e-5'),
  margin(1000, 102, 1.2, '2.64e-3'),
  margin(200, 12, 0.01, '5.05e-5'),
  margin(200, 12, 1.2, '1.31e-2'),
  cross(softmax, 2, '0.9995', crossSoftmaxWeight(2000, 2)),
  cross(softmax, 0.5, '0.0219', crossSoftmaxWeight(2000, 0.5)),
  cross(plain, 2, '0.0025', crossLinearWeight(2000, 2, 0.5)),
  cross(plain, 0.5, '0.0010', crossLinearWeight(2000, 0.5, 0.5)),
  across('exp', 2, [1, 2], '0.99997'),
  across('exp', 0.5, [1, 2], '0.00000'),
  across('lin', 2, [1, 2], '0.00000'),
  across('lin', 0.5, [1, 2], '0.00000'),
  across('lin', 2, [0, 1], '0.99997'),
]

const frequencies = (): readonly StatedFigure[] => [
  frequency('softmax fires on D_1 at n = 1000, d = 102', '0.98664', 5, large, 'exp', 'onD1'),
  frequency('softmax fires on D_0 at n = 1000, d = 102', '0.0000', 4, large, 'exp', 'onD0'),
  frequency('linear attention fires on D_0 at n = 1000, d = 102', '0.0000', 4, large, 'lin', 'onD0'),
  frequency('linear attention fires on D_1 at n = 1000, d = 102', '0.0000', 4, large, 'lin', 'onD1'),
  frequency(
    'softmax with one neuron fires on D_1 at n = 1000, d = 102',
    '0.25',
    2,
    { ...large, m: 1 },
    'exp',
    'onD1',
  ),
  frequency(
    'softmax fires on D_1 at n = 1000, d = 102, a_1 = 0.3',
    '0.000',
    3,
    { ...large, a1: [3, 10] },
    'exp',
    'onD1',
  ),
  frequency(
    'linear attention fires on D_1 at n = 1000, d = 102, θ = 0',
    '0.986',
    3,
    { ...large, theta: [0, 1] },
    'lin',
    'onD1',
  ),
  frequency(
    'linear attention fires on D_1 at n = 1000, d = 102, b = 0.9',
    '0.66',
    2,
    { ...large, c: [1, 10] },
    'lin',
    'onD1',
  ),
  frequency('softmax is silent on D_0 at n = 200, d = 12', '0.6598', 4, small, 'exp', 'silent on D_0'),
  frequency('linear attention fires on D_1 at n = 200, d = 12', '0.3402', 4, small, 'lin', 'onD1'),
  frequency(
    'softmax with 200 neurons fires on D_0 at n = 200, d = 12',
    '0.996',
    3,
    { ...small, m: 200 },
    'exp',
    'onD0',
  ),
]

/** What the notes on the paper state of weights, margins, probabilities and risks (reconstructed). */
export const statedFigures = (): readonly StatedFigure[] => [
  ...weightsAndMargins(),
  ...frequencies(),
  ...regressionFigures(),
]

function scaled(network: StatedFigure['network'], by: Ratio): StatedFigure['network'] {
  if (network.kind !== 'weight') return network
  return { kind: 'weight', of: (x) => network.of(x).mul(x.rational(...by)) }
}

/** Limits on a weight by its definition, in enclosures. */
export function weightLimits(of: (x: Recorder) => Real): readonly [low: number, high: number] {
  const { lo, hi } = enclosed(of)
  return [lo[0], hi[0]]
}
