import { bind, type Subject } from '../../../attention/attention.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { weightOfNeedle } from '../four-layer-network.ts'
import { MECHANISMS } from '../mechanisms.ts'
import { linearNeedleWeight, softmaxNeedleWeights } from '../needle-weights.ts'
import { decimal } from '../parameters.ts'
import { polynomial } from '../polynomial.ts'
import {
  rootLambda,
  selfAttentionMatrix,
  selfAttentionRowSums,
  type SelfAttentionData,
} from '../seed-data.ts'
import { byWeight, type StatedFigure } from './figure-search.ts'

const { exp, lin } = MECHANISMS
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
  (subject: Subject, data: SelfAttentionData, row?: number) =>
  (x: Recorder): Real =>
    weightOfNeedle(data, bind(subject, x), x, row)

const own = (a: number, stated: string): StatedFigure => ({
  what: `w* of softmax at n = 1000, a = ${a}`,
  stated,
  value: softmaxNeedleWeights(1000, a).own,
  search: byWeight(weight(exp.subject, dataAt(1000, 102, a))),
})

/** Of softmax, in another row than the needle's. */
const otherRow = (a: number, stated: string): StatedFigure => {
  const data = dataAt(1000, 102, a)
  const other = weight(exp.subject, data, data.needle + 1)
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

/** ⟨c, e_1⟩/√Λ, the pre-activation of linear attention in the direction of the needle's column. */
const margin = (n: number, d: number, a: number, stated: string): StatedFigure => ({
  what: `a w_lin at n = ${n}, a = ${a}`,
  stated,
  value: a * linearNeedleWeight(n, a),
  search: byWeight((x) => {
    const data = dataAt(n, d, a)
    const sums = selfAttentionRowSums(data, x)
    const v = selfAttentionMatrix(data, x)
    const output = bind(lin.subject, x).output({ q: sums.gather([0]), k: sums, v })
    return output.gather([0], 1).div(rootLambda(n, x))
  }),
})

/** What the notes state of the needle's weights, and of the margins that they make. */
export const statedWeights = (): readonly StatedFigure[] => [
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
]
