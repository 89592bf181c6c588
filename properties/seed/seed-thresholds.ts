import { type Case, forAll, identity, lattice, linear, type Predicate } from 'attention-assay'
import { type Proposition, type Real, type Recorder, softmax, softmaxAttention } from 'attention-assay'
import { uniform } from 'attention-assay'
import { column, crossHalfWeightSize, crossQueryAndKeys } from 'attention-assay/papers/softmax-vs-linear'
import { halfWeightSize, needleRows, ownWeight, polynomial } from 'attention-assay/papers/softmax-vs-linear'
import { polynomialHalfWeightSize, rest, seedPaper } from 'attention-assay/papers/softmax-vs-linear'
import { steadySize } from 'attention-assay/papers/softmax-vs-linear'
import { and } from 'attention-assay/predicate'
import fc from 'fast-check'

const plain = linear(identity)
const polynomials = [plain, polynomial(2), polynomial(8)]
const DEGREES = new Map(polynomials.map(({ name }, i) => [name, [1, 2, 8][i]]))

/** Larger needles leave the other tokens less than enclosures can hold. */
const LARGEST = 10

const TOKENS = [3, 4, 10, 100, 1000]

/** Sizes of the needle a few float32 steps from a threshold of one of the subjects, on either side. */
const critical = needleRows(TOKENS, lattice(60)).map((item): Case => {
  const { a, needle } = item.inputs
  const n = needle.shape[1]
  const sizes = [
    halfWeightSize(n),
    steadySize(n),
    crossHalfWeightSize(n),
    ...[...DEGREES.values()].map((degree) => polynomialHalfWeightSize(n, degree)),
  ].filter((size) => size < LARGEST)
  const size = sizes[Math.abs(a.data[0]) % sizes.length]
  const steps = Math.trunc(a.data[0] / sizes.length)
  const data = Float32Array.of(size * (1 + steps * 2 ** -23))
  return { distribution: 'near a threshold', inputs: { ...item.inputs, a: { shape: [], data } } }
})

const log = (value: number, x: Recorder): Real => x.constant(value).log()

const moreThanHalf = (weight: Real, x: Recorder): Proposition => x.rational(1, 2).less(weight).all()

/** A factor on the side of a threshold that grows with a; the claim has 1. */
type Factor = readonly [numerator: number, denominator: number]
type Threshold = (factor?: Factor) => Predicate

/** w* > 1/2 ⇔ a(1+a) ln n > ln(n-1). */
const ownThreshold: Threshold =
  (factor = [1, 1]) =>
  (inputs, attention, x) => {
    const n = inputs.needle.shape[1]
    const exponent = inputs.a.mul(inputs.a.add(1)).mul(x.rational(...factor))
    return moreThanHalf(ownWeight(inputs, attention, x), x).iff(log(n - 1, x).less(exponent.mul(log(n, x))))
  }

/** Twice as many tokens: w* grows ⇔ a(1+a) ln 2 > ln((2n-1)/(n-1)). */
const growth: Threshold =
  (factor = [1, 1]) =>
  (inputs, attention, x) => {
    const n = inputs.needle.shape[1]
    const needle = column(inputs)
    const padded = needle.concat(x.constant(new Float64Array(n), [n, 1]))
    const exponent = inputs.a.mul(inputs.a.add(1)).mul(x.rational(...factor))
    const steady = x.rational(2 * n - 1, n - 1).log()
    return rest(inputs, padded, attention, x)
      .less(rest(inputs, needle, attention, x))
      .all()
      .iff(steady.less(exponent.mul(log(2, x))))
  }

/** R2: w > 1/2 ⇔ a ln n > ln(n-1). */
const crossThreshold: Threshold =
  (factor = [1, 1]) =>
  (inputs, attention, x) => {
    const n = inputs.needle.shape[1]
    const needle = column(inputs)
    const weights = attention.weights(crossQueryAndKeys({ n, a: inputs.a, c: inputs.b, needle }, x))
    const exponent = inputs.a.mul(x.rational(...factor))
    return moreThanHalf(weights.matMul(needle), x).iff(log(n - 1, x).less(exponent.mul(log(n, x))))
  }

/** Degree p: w > 1/2 ⇔ (1+a)^p > n - 1. */
const polynomialThreshold =
  (factor: Factor = [1, 1]): Predicate =>
  (inputs, attention, x) => {
    let power = x.rational(...factor)
    for (let i = 0; i < DEGREES.get(attention.name)!; i++) power = power.mul(inputs.a.add(1))
    return moreThanHalf(ownWeight(inputs, attention, x), x).iff(
      x.constant(inputs.needle.shape[1] - 1).less(power),
    )
  }

const thresholds: Predicate = (inputs, attention, x) => {
  const all = DEGREES.has(attention.name)
    ? [polynomialThreshold()]
    : [ownThreshold(), growth(), crossThreshold()]
  return and(...all.map((check) => check(inputs, attention, x)))
}

const LARGER: Factor = [102, 100]
const above: Predicate = (inputs, attention, x) => moreThanHalf(ownWeight(inputs, attention, x), x)
const below: Predicate = (inputs, attention, x) =>
  ownWeight(inputs, attention, x).less(x.rational(1, 2)).all()
/** b + c is 0.9. */
const unbalanced: Predicate = (inputs, attention, x) =>
  ownThreshold()({ ...inputs, b: x.rational(2, 10), c: x.rational(7, 10) }, attention, x)

/** Softmax's weight of the needle passes 1/2 where a(1+a) = 1, as n → ∞: at the golden ratio less 1. */
export default forAll({
  id: 'seed-thresholds',
  title: 'The golden-ratio threshold of softmax, and those of R2 and of polynomial attention',
  statement: String.raw`w^* > \tfrac12 \iff a(1+a)\ln n > \ln(n-1),\quad w^*_{2n} > w^*_n \iff a(1+a)\ln 2 > \ln\tfrac{2n-1}{n-1},\quad w_{\mathrm{R2}} > \tfrac12 \iff a\ln n > \ln(n-1),\quad w_p > \tfrac12 \iff (1+a)^p > n-1\qquad(n \ge 3)`,
  source: seedPaper('Deng, Song, Zhou: data', 'The thresholds are'),
  subject: [softmax, ...polynomials],
  needs: ['own-subject'],
  inputs: fc.oneof(needleRows(TOKENS, uniform(0, 3)), critical),
  assuming: ({ a, b }, _attention, x) => x.constant(0).atMost(a).and(x.constant(0).less(b)).and(b.less(1)),
  check: thresholds,
  trivial: { name: 'a = 0, where all weights are 1/n', region: ({ a }) => a.equal(0) },
  cover: [
    { name: 'weight above 1/2', atLeast: 0.2, region: above },
    { name: 'weight below 1/2', atLeast: 0.2, region: below },
  ],
  cases: 6000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'logits multiplied by 1/2', subject: softmaxAttention({ scale: 0.5 }), check: ownThreshold() },
    { name: 'linear attention in place of softmax', subject: plain, check: ownThreshold() },
    { name: 'linear attention in place of softmax, twice as many tokens', subject: plain, check: growth() },
  ],
  ablations: [{ name: 'b = 0.2, c = 0.7', hypothesis: 'b + c = 1', subject: softmax, check: unbalanced }],
  mutants: [
    { name: '1.02 a(1+a) in place of a(1+a)', sharp: true, subject: softmax, check: ownThreshold(LARGER) },
    { name: '1.02 a(1+a) for twice as many tokens', sharp: true, subject: softmax, check: growth(LARGER) },
    { name: '1.02 a in place of a for R2', sharp: true, subject: softmax, check: crossThreshold(LARGER) },
    {
      name: '1.02 (1+a)^p in place of (1+a)^p',
      sharp: true,
      subject: polynomials,
      check: polynomialThreshold(LARGER),
    },
  ],
})
