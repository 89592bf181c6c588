import { decided } from '../../arithmetic/interval/enclose.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Recorder } from '../../program/recorder.ts'
import { or, type Truth } from '../../program/truth.ts'
import { closedResponse } from './closed-form.ts'
import { MECHANISMS, type Mechanism } from './mechanisms.ts'
import { softmaxWeight } from './needle-weights.ts'
import type { Ratio } from './parameters.ts'
import type { SeedSetting } from './seed-setting.ts'
import { signClassSums, vectorsOf } from './sign-classes.ts'

/** Limits on a probability; they differ where float64 enclosures cannot tell whether a class of signs fires. */
export type ProbabilityRange = readonly [low: number, high: number]

/** F > 0 on D_0, F > 0 on D_1, and success: F > 0 on D_1 and F = 0 on D_0 for the same signs. */
export type Event = 'onD0' | 'onD1' | 'success'

/**
 * The events' probabilities over the random signs, by enumeration of the classes of sign vectors (y_1, y_k, y_d, S) on which the closed form
 * depends: each holds a binomial number of the 2^d vectors, so a neuron's probability is an exact quotient.
 * Whether a class fires is decided in enclosures.
 */
export function predict(
  setting: SeedSetting,
  mechanism: Mechanism,
): Readonly<Record<Event, ProbabilityRange>> {
  const { d, m, a0, a1 } = setting
  const [zero, one] = [a0, a1].map((a) => firing(setting, a, mechanism))
  const either = zero.map((truth, i) => or(truth, one[i]))
  const [onD0, onD1, onEither] = [zero, one, either].map((truths) => someNeuron(truths, d, m))
  const success = [Math.max(0, onEither[0] - onD0[1]), Math.max(0, onEither[1] - onD0[0])] as const
  return { onD0, onD1, success }
}

/**
 * P[F > 0] for replacement R2 (`cross-attention-data.ts`) with τ = θ. Its values are A's columns of identities at width
 * d + 2, so its pre-activation is h(w; y) there with b = 1 and a = c = 0.
 */
export function predictAcross(
  { n, d, m, a, c, theta }: Omit<SeedSetting, 'a0' | 'a1'> & { readonly a: Ratio },
  mechanism: Mechanism,
): ProbabilityRange {
  const width = d + 2
  const truths = decidedTruths((x) => {
    const [needle, constant, zero] = [x.rational(...a), x.rational(...c), x.constant(0)]
    const w =
      mechanism === 'lin'
        ? constant.add(needle).div(constant.mul(n).add(needle))
        : softmaxWeight({ n, a: needle }, zero, x)
    const values = { n, d: width, a: zero, b: x.constant(1), c: zero }
    return x.rational(...theta).less(closedResponse(values, w.reshape([1, 1]), signClassSums(width, x)))
  })
  return someNeuron(truths, width, m)
}

/** How many of the 2^d sign vectors make a neuron fire: surely, and at most. */
export const firingVectors = (
  setting: SeedSetting,
  a: Ratio,
  mechanism: Mechanism,
): readonly [bigint, bigint] => vectorsOf(firing(setting, a, mechanism), setting.d)

/** For every class of signs, whether a neuron with such signs fires in the needle's row or in another. */
function firing({ n, d, c, theta }: SeedSetting, needle: Ratio, mechanism: Mechanism): Truth[] {
  return decidedTruths((x) => {
    const b = x.rational(c[1] - c[0], c[1])
    const data = { n, d, a: x.rational(...needle), b, c: x.rational(...c) }
    const threshold = data.c.add(x.rational(...theta))
    const [inOwnRow, inAnother] = [1, 0].map((own) => {
      const w = MECHANISMS[mechanism].weight(data, x.constant(own, [1, 1]), x)
      return threshold.less(closedResponse(data, w, signClassSums(d, x)))
    })
    return inOwnRow.or(inAnother)
  })
}

const decidedTruths = (of: (x: Recorder) => Proposition): Truth[] => [...decided(of).truth] as Truth[]

/** 1 - (1 - p)^m: the probability that some of m neurons fires, where a share p of the 2^d sign vectors fires. */
function someNeuron(truths: readonly Truth[], d: number, m: number): ProbabilityRange {
  const all = 1n << BigInt(d)
  const [low, high] = vectorsOf(truths, d).map((count) => {
    // 2^-1000 of a probability is lost; Number alone would not hold 2^d.
    const share = Number((count << 1000n) / all) * 2 ** -1000
    return -Math.expm1(m * Math.log1p(-share))
  })
  return [low, high]
}
