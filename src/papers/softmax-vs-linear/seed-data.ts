import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'

/** An exact fraction: numerator, denominator. */
export type Ratio = readonly [number, number]

/**
 * The self-attention data sets D_0 and D_1 (reconstructed from Deng, Song, Zhou, arXiv 2310.11685; confirm the
 * constants against the paper before citing). One matrix A [n, d] of D_i, with Λ = ln n:
 * column 1 is a √Λ e_j3, columns 2 … d-1 are t = n/(d-2) stacked copies of b √Λ I, column d is c √Λ 1.
 */
export interface SelfAttentionData {
  readonly n: number
  readonly d: number
  /** a_0 or a_1: the size of the needle. */
  readonly a: Ratio
  readonly b: Ratio
  readonly c: Ratio
  /** The needle's row, counted from 0. */
  readonly needle: number
}

/** The same data with parameters of their own in every lane. What they obey is a hypothesis: see `admissible`. */
export interface DrawnSelfAttentionData {
  readonly n: number
  readonly d: number
  /** Scalars. */
  readonly a: Real
  readonly b: Real
  readonly c: Real
  /** e_j3 [n, 1]. */
  readonly needle: Real
}

/**
 * The matrix A [n, d].
 *
 * @throws {RangeError} naming the constraint that the parameters break.
 */
export function selfAttentionMatrix(data: SelfAttentionData | DrawnSelfAttentionData, x: Recorder): Real {
  const { n, d, a, b, c, needle } = drawn(data, x)
  const root = rootLambda(n, x)
  const constant = indicator(n, 1, 'constant', () => true, x)
  return needle
    .mul(a.mul(root))
    .concat(stackedCopies(n, d - 2, x).mul(b.mul(root)), 1)
    .concat(constant.mul(c.mul(root)), 1)
}

/** The row sums A 1 [n, 1], each the sum of what the three blocks of columns hold: a in the needle's row, b, and c. */
export function selfAttentionRowSums(data: SelfAttentionData | DrawnSelfAttentionData, x: Recorder): Real {
  const { n, a, b, c, needle } = drawn(data, x)
  return needle.mul(a).add(b).add(c).mul(rootLambda(n, x))
}

/** Copies of the identity of so many columns, stacked to n rows [n, columns]. */
export const stackedCopies = (n: number, columns: number, x: Recorder): Real =>
  indicator(n, columns, 'identities', (row, column) => row % columns === column, x)

/** a ≥ 0 and 0 < b, c. */
export const admissible = ({ a, b, c }: Pick<DrawnSelfAttentionData, 'a' | 'b' | 'c'>): Proposition =>
  a.mul(-1).atMost(0).and(b.mul(-1).less(0)).and(c.mul(-1).less(0))

/** √Λ = √(ln n). */
export const rootLambda = (n: number, x: Recorder): Real => x.constant(n).log().sqrt()

const indicators = new Map<string, Float64Array>()
/** Larger matrices are made anew: a sweep would fill the memory with them. */
const KEPT = 2 ** 18

/** A matrix of 0 and 1; kept, since every batch of a campaign asks for the same ones. */
function indicator(
  n: number,
  d: number,
  name: string,
  one: (row: number, column: number) => boolean,
  x: Recorder,
): Real {
  const key = `${n} ${d} ${name}`
  let entries = indicators.get(key)
  if (!entries) {
    entries = Float64Array.from({ length: n * d }, (_, at) => (one(Math.floor(at / d), at % d) ? 1 : 0))
    if (entries.length <= KEPT) indicators.set(key, entries)
  }
  return x.constant(entries, [n, d])
}

function drawn(data: SelfAttentionData | DrawnSelfAttentionData, x: Recorder): DrawnSelfAttentionData {
  const { n, d, needle } = data
  if (!(Number.isInteger(d) && d >= 3)) throw broken(`d ≥ 3 is needed, d = ${d}`)
  if (!(Number.isInteger(n) && n >= 2)) throw broken(`n ≥ 2 is needed, n = ${n}`)
  if (n % (d - 2) !== 0) throw broken(`n must be a multiple of d - 2, n = ${n}, d = ${d}`)
  if (isDrawn(data)) {
    if (data.needle.shape.join() !== `${n},1`)
      throw broken(`the needle is a column [n, 1], got [${data.needle.shape.join(', ')}] for n = ${n}`)
    return data
  }
  const { a, b, c } = validated(data)
  return {
    n,
    d,
    a: x.rational(...a),
    b: x.rational(...b),
    c: x.rational(...c),
    needle: indicator(n, 1, `needle ${data.needle}`, (row) => row === needle, x),
  }
}

const isDrawn = (data: SelfAttentionData | DrawnSelfAttentionData): data is DrawnSelfAttentionData =>
  typeof data.needle === 'object'

const broken = (constraint: string) => new RangeError(`inadmissible seed data: ${constraint}`)

function validated(data: SelfAttentionData): SelfAttentionData {
  const { n, a, b, c, needle } = data
  if (!(b[0] / b[1] > 0 && c[0] / c[1] > 0)) throw broken(`b, c > 0, b = ${b.join('/')}, c = ${c.join('/')}`)
  if (b[0] * c[1] + c[0] * b[1] !== b[1] * c[1])
    throw broken(`b + c = 1, b = ${b.join('/')}, c = ${c.join('/')}`)
  if (!(a[0] / a[1] >= 0 && a[0] / a[1] < Infinity)) throw broken(`a ≥ 0, a = ${a.join('/')}`)
  if (!(Number.isInteger(needle) && needle >= 0 && needle < n))
    throw broken(`the needle's row is 0 … n - 1, got ${needle}`)
  return data
}
