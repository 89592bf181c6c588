import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { indicator, stackedCopies, unitColumn } from './indicators.ts'
import { demand, isWhole, needleConstraints, type Constraint, type Ratio } from './parameters.ts'

/**
 * The self-attention data sets D_0 and D_1 (reconstructed from `SEED_PAPER`; confirm the
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
  /** √Λ, a scalar: √(ln n) when left out. */
  readonly root?: Real
}

/**
 * The matrix A [n, d].
 *
 * @throws {RangeError} naming the constraint that the parameters break.
 */
export function selfAttentionMatrix(data: SelfAttentionData | DrawnSelfAttentionData, x: Recorder): Real {
  const { n, d, a, b, c, needle, root = rootLambda(n, x) } = drawn(data, x)
  const constant = indicator(n, 1, () => true, x)
  return needle
    .mul(a.mul(root))
    .concat(stackedCopies(n, d - 2, x).mul(b.mul(root)), 1)
    .concat(constant.mul(c.mul(root)), 1)
}

/** The row sums A 1 [n, 1], each the sum of what the three blocks of columns hold: a in the needle's row, b, and c. */
export function selfAttentionRowSums(data: SelfAttentionData | DrawnSelfAttentionData, x: Recorder): Real {
  const { n, a, b, c, needle, root = rootLambda(n, x) } = drawn(data, x)
  return needle.mul(a).add(b).add(c).mul(root)
}

/** a ≥ 0 and 0 < b, c. */
export const admissible = ({ a, b, c }: Pick<DrawnSelfAttentionData, 'a' | 'b' | 'c'>): Proposition =>
  a.mul(-1).atMost(0).and(b.mul(-1).less(0)).and(c.mul(-1).less(0))

/** √Λ = √(ln n). */
export const rootLambda = (n: number, x: Recorder): Real => x.constant(n).log().sqrt()

/** What the parameters obey. */
export function seedConstraints(data: SelfAttentionData): readonly Constraint[] {
  const { b, c } = data
  const said = `b = ${b.join('/')}, c = ${c.join('/')}`
  return [
    ...sizeConstraints(data),
    [b[0] / b[1] > 0 && c[0] / c[1] > 0, `b, c > 0, ${said}`],
    [b[0] * c[1] + c[0] * b[1] === b[1] * c[1], `b + c = 1, ${said}`],
    ...needleConstraints(data),
  ]
}

const sizeConstraints = ({ n, d }: SelfAttentionData | DrawnSelfAttentionData): readonly Constraint[] => [
  [isWhole(d, 3), `d ≥ 3 is needed, d = ${d}`],
  [isWhole(n, 2), `n ≥ 2 is needed, n = ${n}`],
  [n % (d - 2) === 0, `n must be a multiple of d - 2, n = ${n}, d = ${d}`],
]

function drawn(data: SelfAttentionData | DrawnSelfAttentionData, x: Recorder): DrawnSelfAttentionData {
  const { n, d } = data
  if (isDrawn(data)) {
    const shape = data.needle.shape.join(', ')
    const column: Constraint = [
      shape === `${n}, 1`,
      `the needle is a column [n, 1], got [${shape}] for n = ${n}`,
    ]
    demand('seed data', [...sizeConstraints(data), column])
    return data
  }
  demand('seed data', seedConstraints(data))
  const [a, b, c] = [data.a, data.b, data.c].map((ratio) => x.rational(...ratio))
  return { n, d, a, b, c, needle: unitColumn(n, data.needle, x) }
}

const isDrawn = (data: SelfAttentionData | DrawnSelfAttentionData): data is DrawnSelfAttentionData =>
  typeof data.needle === 'object'
