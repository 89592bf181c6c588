import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Beside } from './beside.ts'

/** Rows [n, d] to features [n, m]; of some maps by what is given beside queries and keys. */
export type Features = (rows: Real, x: Recorder, beside?: Beside) => Real

/**
 * A feature map φ: R^d → R^m, applied to each row of an [n, d] array. The kernel of two tokens is
 * φ(q)·ψ(k); ψ is φ unless a map gives its own.
 */
export interface FeatureMap {
  readonly name: string
  /** m as a function of d. */
  dimension(width: number): number
  /** The mathematics: [n, d] → [n, m] for queries and for keys. */
  readonly define: { readonly queries: Features; readonly keys: Features }
  /** The TensorFlow.js computation: [n, d] → [n, m], for queries and for keys. */
  readonly compute: Features
  /** That for keys, where ψ is not φ. */
  readonly computeKeys?: Features
  /** Whether features depend on the row that a token stands in. */
  readonly positions?: boolean
  /** Rows whose features are e^t times those of these rows, where such rows are known; t is [1, 1]. */
  multiple?(rows: Real, t: Real): Real
}

/**
 * The kernel φ(q)·ψ(k) of a map, by its definition: [queries, keys].
 *
 * @example
 * ```ts
 * kernelOf(elu1, { q, k }, x).greater(0).all()
 * ```
 */
export const kernelOf = (
  { define }: FeatureMap,
  { q, k }: Readonly<Record<'q' | 'k', Real>>,
  x: Recorder,
): Real => define.queries(q, x).matMul(define.keys(k, x).transpose())

/** How keys are computed. */
export const computedKeys = (map: FeatureMap, rows: Real, x: Recorder, beside?: Beside): Real =>
  (map.computeKeys ?? map.compute)(rows, x, beside)

const same = (features: Features) => ({ queries: features, keys: features })

/** A map of each entry to one feature. */
const entrywise = (
  name: string,
  defined: Features,
  compute: Features,
  multiple: NonNullable<FeatureMap['multiple']>,
): FeatureMap => ({ name, dimension: (width) => width, define: same(defined), compute, multiple })

/** φ(ax) = aφ(x) for a > 0. */
const scaledByFactor = (rows: Real, t: Real) => rows.mul(t.exp())

/** φ(x) = x. */
export const identity = entrywise(
  'id',
  (rows) => rows,
  (rows) => rows,
  scaledByFactor,
)

/** φ(x) = max(x, 0). */
export const relu = entrywise(
  'relu',
  (rows) => rows.maximum(0),
  (rows) => rows.relu(),
  scaledByFactor,
)

/**
 * φ(x) = elu(x) + 1, in the form exp(min(x, 0)) + max(x, 0) that is e^x for x < 0. The literal form
 * expm1(x) + 1 rounds to exactly 0 below about -17.33 in float32.
 */
export const elu1 = entrywise(
  'elu1',
  (rows) => rows.maximum(0).add(rows.minimum(0).exp()),
  (rows) => rows.minimum(0).exp().add(rows.relu()),
  (rows, t) => {
    const features = rows.minimum(0).exp().add(rows.maximum(0)).mul(t.exp())
    // ln y for y ≤ 1, y - 1 otherwise, without a branch.
    return features.minimum(1).log().add(features.maximum(1)).sub(1)
  },
)

/** φ(x) = e^x. */
export const exponential = entrywise(
  'exp',
  (rows) => rows.exp(),
  (rows) => rows.exp(),
  (rows, t) => rows.add(t),
)

/** φ(x) = (e^x, e^-x): Hedgehog's map with its learned matrix set to the identity (Zhang et al., arXiv 2402.04347). */
export const hedgehog: FeatureMap = {
  name: 'hedgehog',
  dimension: (width) => 2 * width,
  define: same((rows) => rows.exp().concat(rows.neg().exp(), -1)),
  compute: (rows) => rows.concat(rows.neg(), -1).exp(),
}

/**
 * φ(x) = (1, x, x⊗x/√2), so that the kernel is 1 + s + s²/2 with s = q·k (Based, Arora et al., arXiv 2402.18668,
 * without its scaling). The definition puts the whole factor 1/2 on the keys' side, where it is rational.
 */
export const taylor2: FeatureMap = {
  name: 'taylor2',
  dimension: (width) => 1 + width + width * width,
  define: {
    queries: (rows, x) => ones(rows, x).concat(rows, -1).concat(outer(rows), -1),
    keys: (rows, x) => ones(rows, x).concat(rows, -1).concat(outer(rows).div(2), -1),
  },
  compute(rows, x) {
    const squares = outer(rows).mul(x.constant(0.5).sqrt())
    return squares.concat(rows, -1).concat(ones(rows, x), -1)
  },
}

/** A feature that is 1 for every row of an [n, d] array: [n, 1]. */
export const ones = (rows: Real, x: Recorder): Real => x.constant(1, [rows.shape[0], 1])

function outer(rows: Real): Real {
  const [n, d] = rows.shape as [number, number]
  return rows
    .reshape([n, d, 1])
    .mul(rows.reshape([n, 1, d]))
    .reshape([n, d * d])
}

/** All of these: what a claim on linear attention takes for its subjects. */
export const FEATURE_MAPS: readonly FeatureMap[] = [identity, relu, elu1, exponential, hedgehog, taylor2]
