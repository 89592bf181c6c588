import { bind, type Subject } from '../../../attention/attention.ts'
import { identity } from '../../../attention/feature-map.ts'
import { linear } from '../../../attention/linear.ts'
import { softmax } from '../../../attention/softmax.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { crossAttention } from '../cross-attention-data.ts'
import { predict, predictAcross, type Mechanism, type SeedSetting } from '../firing-probability.ts'
import { polynomial } from '../polynomial.ts'
import {
  crossLinearWeight,
  crossSoftmaxWeight,
  linearNeedleWeight,
  softmaxNeedleWeights,
} from '../probability-bounds.ts'
import {
  rootLambda,
  selfAttentionMatrix,
  selfAttentionRowSums,
  type Ratio,
  type SelfAttentionData,
} from '../seed-data.ts'
import { byCrossFrequency, byFrequency, byWeight, type StatedFigure } from './figure-search.ts'
import { regressionFigures } from './regression-figures.ts'
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
const weight =
  (subject: Subject, data: SelfAttentionData, row = data.needle) =>
  (x: Recorder): Real => {
    const sums = selfAttentionRowSums(data, x)
    const q = sums.gather([row])
    return bind(subject, x).weights({ q, k: sums }).gather([data.needle], 1)
  }

/** ⟨c, e_1⟩/√Λ, the pre-activation of linear attention in the direction of the needle's column. */
const alongNeedle =
  (data: SelfAttentionData) =>
  (x: Recorder): Real => {
    const sums = selfAttentionRowSums(data, x)
    const output = bind(plain, x).output({ q: sums.gather([0]), k: sums, v: selfAttentionMatrix(data, x) })
    return output.gather([0], 1).div(rootLambda(data.n, x))
  }

const own = (a: number, stated: string): StatedFigure => ({
  what: `w* of softmax at n = 1000, a = ${a}`,
  stated,
  value: softmaxNeedleWeights(1000, a).own,
  search: byWeight(weight(softmax, dataAt(1000, 102, a))),
})

/** Of softmax, in another row than the needle's. */
const otherRow = (a: number, stated: string): StatedFigure => {
  const data = dataAt(1000, 102, a)
  const other = weight(softmax, data, data.needle + 1)
  return {
    what: `w_o a_1 at n = 1000, a_1 = ${a}`,
    stated,
    value: softmaxNeedleWeights(1000, a).other * a,
    search: byWeight((x) => other(x).mul(x.rational(...data.a))),
  }
}

const power = (p: number, stated: string): StatedFigure => {
  const grown = 2.2 ** p
  return {
    what: `weight of degree ${p} at n = 1000, a = 1.2`,
    stated,
    value: grown / (grown + 999),
    search: byWeight(weight(polynomial(p), dataAt(1000, 102, 1.2))),
  }
}

const margin = (n: number, d: number, a: number, stated: string): StatedFigure => ({
  what: `a w_lin at n = ${n}, a = ${a}`,
  stated,
  value: a * linearNeedleWeight(n, a),
  search: byWeight(alongNeedle(dataAt(n, d, a))),
})

/** What replacement R2 is stated for. */
const crossData = (a: number, c: Ratio) => ({ n: 2000, d: 100, a: decimal(a), c, needle: 3 })
const crossSubject = (mechanism: Mechanism) =>
  mechanism === 'exp'
    ? { subject: softmax, called: 'softmax' }
    : { subject: plain, called: 'linear attention' }

const cross = (mechanism: Mechanism, a: number, stated: string): StatedFigure => {
  const { subject, called } = crossSubject(mechanism)
  return {
    what: `R2: weight of ${called} at n = 2000, a = ${a}, c = 0.5`,
    stated,
    value: mechanism === 'exp' ? crossSoftmaxWeight(2000, a) : crossLinearWeight(2000, a, 0.5),
    search: byWeight((x) => {
      const { q, k } = crossAttention(crossData(a, [1, 2]), x)
      return bind(subject, x).weights({ q, k }).gather([3], 1)
    }),
  }
}

const across = (mechanism: Mechanism, a: number, c: Ratio, stated: string): StatedFigure => {
  const [m, theta] = [15, [1, 2]] as const
  const data = crossData(a, c)
  const { subject, called } = crossSubject(mechanism)
  const [low, high] = predictAcross({ ...data, m, theta }, mechanism)
  return {
    what: `R2: ${called} fires at n = 2000, d = 100, a = ${a}, c = ${c[0] / c[1]}`,
    stated,
    value: (low + high) / 2,
    search: byCrossFrequency(data, subject, m, theta),
  }
}

const weightsAndMargins = (): readonly StatedFigure[] => [
  own(0.3, '0.015'),
  own(0.6, '0.432'),
  own(0.65, '0.623'),
  own(0.7, '0.788'),
  own(0.8, '0.954'),
  own(1, '0.999'),
  otherRow(0.7, '0.078'),
  power(8, '0.355'),
  power(9, '0.547'),
  margin(1000, 102, 0.01, '1.01e-5'),
  margin(1000, 102, 1.2, '2.64e-3'),
  margin(200, 12, 0.01, '5.05e-5'),
  margin(200, 12, 1.2, '1.31e-2'),
  cross('exp', 2, '0.9995'),
  cross('exp', 0.5, '0.0219'),
  cross('lin', 2, '0.0025'),
  cross('lin', 0.5, '0.0010'),
  across('exp', 2, [1, 2], '0.99997'),
  across('exp', 0.5, [1, 2], '0.00000'),
  across('lin', 2, [1, 2], '0.00000'),
  across('lin', 0.5, [1, 2], '0.00000'),
  across('lin', 2, [0, 1], '0.99997'),
]

const [small, large] = [BASES['d=12'], BASES['d=102']]

function frequency(
  what: string,
  stated: string,
  setting: SeedSetting,
  mechanism: Mechanism,
  event: 'onD0' | 'onD1' | 'silent on D_0',
): StatedFigure {
  const { fires } = predict(setting, mechanism)
  const [low, high] = fires[event === 'onD1' ? 1 : 0]
  const value = event === 'silent on D_0' ? 1 - (low + high) / 2 : (low + high) / 2
  return { what, stated, value, search: byFrequency(setting, mechanism, event) }
}

/** At n = 1000, d = 102, on D_1, with some parameters changed. */
const onD1 = (mechanism: Mechanism, what: string, stated: string, changed: Partial<SeedSetting> = {}) =>
  frequency(what, stated, { ...large, ...changed }, mechanism, 'onD1')

const frequencies = (): readonly StatedFigure[] => [
  onD1('exp', 'softmax fires on D_1 at n = 1000, d = 102', '0.98664'),
  frequency('softmax fires on D_0 at n = 1000, d = 102', '0.0000', large, 'exp', 'onD0'),
  frequency('linear attention fires on D_0 at n = 1000, d = 102', '0.0000', large, 'lin', 'onD0'),
  onD1('lin', 'linear attention fires on D_1 at n = 1000, d = 102', '0.0000'),
  onD1('exp', 'softmax with one neuron fires on D_1 at n = 1000, d = 102', '0.25', { m: 1 }),
  onD1('exp', 'softmax fires on D_1 at n = 1000, d = 102, a_1 = 0.3', '0.000', { a1: [3, 10] }),
  onD1('lin', 'linear attention fires on D_1 at n = 1000, d = 102, θ = 0', '0.986', { theta: [0, 1] }),
  onD1('lin', 'linear attention fires on D_1 at n = 1000, d = 102, b = 0.9', '0.66', { c: [1, 10] }),
  frequency('softmax is silent on D_0 at n = 200, d = 12', '0.6598', small, 'exp', 'silent on D_0'),
  frequency('linear attention fires on D_1 at n = 200, d = 12', '0.3402', small, 'lin', 'onD1'),
  frequency(
    'softmax with 200 neurons fires on D_0 at n = 200, d = 12',
    '0.996',
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
