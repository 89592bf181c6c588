import type { Format } from './format.ts'

/** What a query's kernel is with each key, and how far an honest one may be off. */
export interface KernelRow {
  /** κ_j, 0 for a key that is not allowed. [n] */
  readonly kappa: Float64Array
  /** The same with every term's absolute value. [n] */
  readonly size: Float64Array
  /** How far an honest κ_j may be off, but for the collecting of sums. [n] */
  readonly error: Float64Array
  /** Whether the key is allowed. [n] */
  readonly used: Uint8Array
  /** Keys that are allowed. */
  allowed: number
  /** How far an honest κ may be off where it underflows; 0 where the row's largest term is computed as 1. */
  underflow: number
  /** Roundings that each summand of a sum over the keys may have passed, in the accumulation's format. */
  collected: number
  /** Something of the kernel may overflow. */
  mayOverflow: boolean
  /** The largest score of an allowed key, by size; 0 without scores. */
  scores: number
  /** How large a sum of the keys' features alone may become; 0 without features. */
  features: number
  /** Whether the weights of honest answers are never negative and sum to 1 but for rounding, whatever the errors. */
  convex: boolean
}

export const kernelRow = (keys: number): KernelRow => ({
  kappa: new Float64Array(keys),
  size: new Float64Array(keys),
  error: new Float64Array(keys),
  used: new Uint8Array(keys),
  allowed: 0,
  underflow: 0,
  collected: 0,
  mayOverflow: false,
  scores: 0,
  features: 0,
  convex: false,
})

/** Scores of one query, before the exponential function. */
export interface ScoreRow {
  /** s_j. [n] */
  readonly score: Float64Array
  /** How far an honest score may be off. [n] */
  readonly error: Float64Array
  /** Whether the key is allowed. [n] */
  readonly allowed: Uint8Array
  /** Some score, or a product on the way to it, may overflow. */
  mayOverflow: boolean
}

export const scoreRow = (keys: number): ScoreRow => ({
  score: new Float64Array(keys),
  error: new Float64Array(keys),
  allowed: new Uint8Array(keys),
  mayOverflow: false,
})

/** Beyond it, float64's own error of the reference is no longer covered by the margin; see docs/conformance-bound.md. */
export const MARGIN = 1 + 2 ** -20

/**
 * How far the logarithm of an exponential may honestly be off beside the error of its score: by a subtraction of, at most,
 * the largest score, the conversion to another base, and the function itself (docs/conformance-bound.md, section 3).
 *
 * @param score by size, as `largest`
 */
export const exponentOff = ({ theta }: Format, score: number, largest: number): number =>
  12 * theta * (score + largest + 1)

/**
 * e^(s_j - max s), and how far an honest one may be off (section 3 of docs/conformance-bound.md).
 *
 * @param exp e^x, or what stands for it
 */
export function exponentialRow(
  { score, error, allowed, mayOverflow }: ScoreRow,
  { exp, shifted }: { exp(x: number): number; shifted: boolean },
  storage: Format,
  accumulation: Format,
  row: KernelRow,
): void {
  const keys = score.length
  let count = 0
  let most = -Infinity
  let largest = 0
  for (let j = 0; j < keys; j++) {
    if (allowed[j] === 0) continue
    count += 1
    most = Math.max(most, score[j])
    largest = Math.max(largest, Math.abs(score[j]) + error[j])
  }
  row.allowed = count
  row.mayOverflow = mayOverflow
  row.underflow = shifted ? 0 : storage.underflow
  row.collected = count
  row.features = 0
  row.scores = largest
  row.convex = shifted && exp === Math.exp
  const shift = shifted ? most : 0
  const rescaled = 10 * (count - 1) * accumulation.theta
  const logarithm = 5 * storage.theta * (Math.log(count) + 1)
  for (let j = 0; j < keys; j++) {
    row.used[j] = allowed[j]
    if (allowed[j] === 0) {
      row.kappa[j] = row.size[j] = row.error[j] = 0
      continue
    }
    const x = score[j] - shift
    const off = (error[j] + exponentOff(storage, Math.abs(score[j]), largest) + logarithm + rescaled) * MARGIN
    const kappa = exp(x)
    row.kappa[j] = kappa
    row.size[j] = Math.abs(kappa)
    row.error[j] = (off < 100 ? row.size[j] * Math.expm1(off) : Math.exp(x + off)) + row.underflow
    if (!shifted && !(row.size[j] + row.error[j] < storage.largest)) row.mayOverflow = true
  }
}
