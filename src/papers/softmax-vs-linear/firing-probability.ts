import { decided } from '../../arithmetic/interval/enclose.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { or, Truth } from '../../program/truth.ts'
import type { Ratio } from './seed-data.ts'

/** `exp`: the network F_exp (softmax); `lin`: F_lin (linear attention on plain scores). */
export type Mechanism = 'exp' | 'lin'

/** Both data sets and the network of m neurons (reconstructed, arXiv 2310.11685), with c = 1 - b and τ = (c + θ) √Λ. */
export interface SeedSetting {
  readonly n: number
  readonly d: number
  readonly m: number
  /** The needle's size in D_0 and in D_1. */
  readonly a0: Ratio
  readonly a1: Ratio
  readonly c: Ratio
  readonly theta: Ratio
}

/** Limits on a probability; they differ where float64 enclosures cannot tell whether a class of signs fires. */
export type ProbabilityRange = readonly [low: number, high: number]

/** The closed form's probabilities over the random signs. */
export interface Prediction {
  /** P[F > 0] on D_0, and on D_1. */
  readonly fires: readonly [onD0: ProbabilityRange, onD1: ProbabilityRange]
  /** P[F > 0 on D_1 and F = 0 on D_0, for the same signs]. */
  readonly success: ProbabilityRange
}

/**
 * The probabilities by enumeration of the classes of sign vectors (y_1, y_k, y_d, S) on which the closed form
 * depends: each holds a binomial number of the 2^d vectors, so a neuron's probability is an exact quotient.
 * Whether a class fires is decided in enclosures.
 */
export function predict(setting: SeedSetting, mechanism: Mechanism): Prediction {
  const { d, m } = setting
  const onD0 = firing(setting, setting.a0, mechanism)
  const onD1 = firing(setting, setting.a1, mechanism)
  const either = onD0.map((truth, i) => or(truth, onD1[i]))
  const share = (truths: readonly Truth[]) => some(shareOf(countOf(truths, classes(d)), d), m)
  const [zero, one, [low, high]] = [share(onD0), share(onD1), share(either)]
  return { fires: [zero, one], success: [Math.max(0, low - zero[1]), Math.max(0, high - zero[0])] }
}

/** How many of the 2^d sign vectors make a neuron fire: surely, and at most. */
export function firingVectors(
  setting: SeedSetting,
  a: Ratio,
  mechanism: Mechanism,
): readonly [bigint, bigint] {
  return countOf(firing(setting, a, mechanism), classes(setting.d))
}

/** For every class, in the order of `classes`, whether a neuron with such signs fires. */
const firing = (setting: SeedSetting, needle: Ratio, mechanism: Mechanism): Truth[] =>
  [...decided((x) => someRowFires(setting, needle, mechanism, x)).truth] as Truth[]

function someRowFires(
  { n, d, c, theta }: SeedSetting,
  needle: Ratio,
  mechanism: Mechanism,
  x: Recorder,
): Proposition {
  const a = x.rational(...needle)
  const b = x.rational(c[1] - c[0], c[1])
  const all = classes(d)
  const column = (pick: (of: (typeof all)[number]) => number): Real => x.constant(all.map(pick))
  const [y1, yk, yd, S] = [column((y) => y.y1), column((y) => y.yk), column((y) => y.yd), column((y) => y.S)]
  const t = n / (d - 2)
  const fires = needleWeights(n, a, mechanism, x).map((w) => {
    // h(w; y) of ../../proofs-notes/seed/seed-softmax-separates.md
    const own = y1.mul(a).add(yk.mul(b)).mul(w)
    const others = S.mul(t)
      .sub(yk)
      .mul(b)
      .mul(x.constant(1).sub(w))
      .div(n - 1)
    const h = own.add(others).add(yd.mul(x.rational(...c)))
    return x
      .rational(...c)
      .add(x.rational(...theta))
      .less(h)
  })
  return fires.reduce((p, q) => p.or(q))
}

/** What a row puts on the needle: softmax in the needle's row and in the others, linear attention in all. */
function needleWeights(n: number, a: Real, mechanism: Mechanism, x: Recorder): Real[] {
  if (mechanism === 'lin') return [a.add(1).div(a.add(n))]
  const log = x.constant(n).log()
  const logistic = (exponent: Real): Real => {
    const small = exponent.mul(log).neg().exp()
    return x.constant(1).div(small.mul(n - 1).add(1))
  }
  return [logistic(a.mul(a.add(1))), logistic(a)]
}

/** Sign vectors by what the closed form sees of them: y_1, y_k, y_d and S = y_2 + … + y_(d-1). */
const classes = (d: number) =>
  binomials(d - 3).flatMap(({ ups, vectors }) =>
    [-1, 1].flatMap((y1) =>
      [-1, 1].flatMap((yk) => [-1, 1].map((yd) => ({ y1, yk, yd, S: yk + 2 * ups - (d - 3), vectors }))),
    ),
  )

/** How many vectors of so many signs have `ups` times +1. */
function binomials(signs: number): { ups: number; vectors: bigint }[] {
  const out = []
  let vectors = 1n
  for (let ups = 0; ups <= signs; ups++) {
    out.push({ ups, vectors })
    vectors = (vectors * BigInt(signs - ups)) / BigInt(ups + 1)
  }
  return out
}

function countOf(truths: readonly Truth[], of: readonly { vectors: bigint }[]): readonly [bigint, bigint] {
  let [surely, atMost] = [0n, 0n]
  of.forEach(({ vectors }, i) => {
    if (truths[i] === Truth.True) surely += vectors
    if (truths[i] !== Truth.False) atMost += vectors
  })
  return [surely, atMost]
}

/** The share of all 2^d sign vectors. */
function shareOf([low, high]: readonly [bigint, bigint], d: number): ProbabilityRange {
  const all = 1n << BigInt(d)
  // 2^-1000 of a probability is lost; Number alone would not hold 2^d.
  const share = (count: bigint): number => Number((count << 1000n) / all) * 2 ** -1000
  return [share(low), share(high)]
}

/** 1 - (1 - p)^m: the probability that some of m neurons fires. */
const some = ([low, high]: ProbabilityRange, m: number): ProbabilityRange => [
  -Math.expm1(m * Math.log1p(-low)),
  -Math.expm1(m * Math.log1p(-high)),
]

/** P[F > 0] for replacement R2 (`cross-attention-data.ts`) with τ = θ, by enumeration of the classes (y_k, S). */
export function predictAcross(
  { n, d, m, a, c, theta }: Omit<SeedSetting, 'a0' | 'a1'> & { readonly a: Ratio },
  mechanism: Mechanism,
): ProbabilityRange {
  const all = binomials(d - 1).flatMap(({ ups, vectors }) =>
    [-1, 1].map((yk) => ({ yk, S: yk + 2 * ups - (d - 1), vectors })),
  )
  const { truth } = decided((x) => {
    const [needle, constant] = [x.rational(...a), x.rational(...c)]
    const w =
      mechanism === 'lin'
        ? constant.add(needle).div(constant.mul(n).add(needle))
        : needleWeights(n, needle, 'exp', x)[1]
    const yk = x.constant(all.map((y) => y.yk))
    const others = x
      .constant(all.map(({ S }) => S))
      .mul(n / d)
      .sub(yk)
    const preactivation = yk.mul(w).add(others.mul(x.constant(1).sub(w)).div(n - 1))
    return x.rational(...theta).less(preactivation)
  })
  return some(shareOf(countOf([...truth] as Truth[], all), d), m)
}
