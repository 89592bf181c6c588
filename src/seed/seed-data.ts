import type { Arithmetic, Real } from '../arithmetic/real.ts'

/** An exact fraction: numerator, denominator. */
export type Fraction = readonly [number, number]

/**
 * The self-attention data sets D_0 and D_1 (reconstructed from Deng, Song, Zhou, arXiv 2310.11685; confirm the
 * constants against the paper before citing). One matrix A [n, d] of D_i, with Λ = ln n:
 * column 1 is a √Λ e_j3, columns 2 … d-1 are t = n/(d-2) stacked copies of b √Λ I, column d is c √Λ 1.
 */
export interface SelfAttentionData {
  readonly n: number
  readonly d: number
  /** a_0 or a_1: the size of the needle. */
  readonly a: Fraction
  readonly b: Fraction
  readonly c: Fraction
  /** The needle's row, counted from 0. */
  readonly needle: number
}

/**
 * The matrix A [n, d], the same in every lane.
 *
 * @throws {RangeError} naming the constraint that the parameters break.
 */
export function selfAttentionMatrix(data: SelfAttentionData, x: Arithmetic): Real {
  const { n, d, a, b, c, needle } = validated(data)
  const needleColumn = indicator(n, d, `needle ${needle}`, (row, column) => column === 0 && row === needle, x)
  const identities = indicator(
    n,
    d,
    'identities',
    (row, at) => at >= 1 && at <= d - 2 && row % (d - 2) === at - 1,
    x,
  )
  const constant = indicator(n, d, 'constant', (_, column) => column === d - 1, x)
  return needleColumn
    .mul(x.rational(...a))
    .add(identities.mul(x.rational(...b)))
    .add(constant.mul(x.rational(...c)))
    .mul(rootLambda(n, x))
}

/** The row sums A 1 [n, 1], each the sum of what the three blocks of columns hold: a in the needle's row, b, and c. */
export function selfAttentionRowSums(data: SelfAttentionData, x: Arithmetic): Real {
  const { n, a, b, c, needle } = validated(data)
  return indicator(n, 1, `needle ${needle}`, (row) => row === needle, x)
    .mul(x.rational(...a))
    .add(x.rational(...b))
    .add(x.rational(...c))
    .mul(rootLambda(n, x))
}

/** √Λ = √(ln n). */
export const rootLambda = (n: number, x: Arithmetic): Real => x.constant(n).log().sqrt()

const indicators = new Map<string, Float64Array>()

/** A matrix of 0 and 1; kept, since every batch of a campaign asks for the same ones. */
function indicator(
  n: number,
  d: number,
  name: string,
  one: (row: number, column: number) => boolean,
  x: Arithmetic,
): Real {
  const key = `${n} ${d} ${name}`
  let entries = indicators.get(key)
  if (!entries) {
    entries = Float64Array.from({ length: n * d }, (_, at) => (one(Math.floor(at / d), at % d) ? 1 : 0))
    indicators.set(key, entries)
  }
  return x.constant(entries, [n, d])
}

function validated(data: SelfAttentionData): SelfAttentionData {
  const { n, d, a, b, c, needle } = data
  const broken = (constraint: string) => new RangeError(`inadmissible seed data: ${constraint}`)
  if (!(Number.isInteger(d) && d >= 3)) throw broken(`d ≥ 3 is needed, d = ${d}`)
  if (!(Number.isInteger(n) && n >= 2)) throw broken(`n ≥ 2 is needed, n = ${n}`)
  if (n % (d - 2) !== 0) throw broken(`n must be a multiple of d - 2, n = ${n}, d = ${d}`)
  if (!(b[0] / b[1] > 0 && c[0] / c[1] > 0)) throw broken(`b, c > 0, b = ${b.join('/')}, c = ${c.join('/')}`)
  if (b[0] * c[1] + c[0] * b[1] !== b[1] * c[1])
    throw broken(`b + c = 1, b = ${b.join('/')}, c = ${c.join('/')}`)
  if (!(a[0] / a[1] >= 0 && a[0] / a[1] < Infinity)) throw broken(`a ≥ 0, a = ${a.join('/')}`)
  if (!(Number.isInteger(needle) && needle >= 0 && needle < n))
    throw broken(`the needle's row is 0 … n - 1, got ${needle}`)
  return data
}
