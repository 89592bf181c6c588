import { blankJudgement, recordMargin, type Judgement } from '../judgement.ts'
import type { Atom, Reading } from '../proposition.ts'
import { Truth } from '../truth.ts'
import { arrived, errorsOf } from './arrived.ts'
import type { DeviceReal } from './device-real.ts'
import { sizeOf } from '../shape.ts'

/**
 * Whether two arrays order the entries of each row alike. Both are brought to the host, where one sort by the
 * first leaves only neighbours to compare.
 */
export class SameOrder implements Atom {
  readonly operands: readonly DeviceReal[]
  /** Both readings come out of one pass over the sorted rows. */
  private judged: Record<Reading, Judgement> | undefined

  /** @throws {RangeError} when the shapes differ. */
  constructor(
    private readonly left: DeviceReal,
    private readonly right: DeviceReal,
  ) {
    if (left.shape.join() !== right.shape.join() || left.shape.length === 0) {
      throw new RangeError(
        `sameOrder needs two arrays of one shape, got [${left.shape.join(', ')}] and [${right.shape.join(', ')}]`,
      )
    }
    this.operands = [left, right]
  }

  judge(reading: Reading): Judgement {
    return (this.judged ??= this.judgeBoth())[reading]
  }

  private judgeBoth(): Record<Reading, Judgement> {
    const { left, right } = this
    const lanes = Math.max(left.lanes, right.lanes)
    const n = left.shape.at(-1)!
    const rows = sizeOf(left.shape) / n
    const reals = blankJudgement(lanes, left.shape.slice(0, -1))
    const float32 = blankJudgement(lanes, left.shape.slice(0, -1))
    const s = arrived(left)
    const p = arrived(right)
    const [order, scores, weights, scoreErrors, weightErrors] = rowBuffers(n)
    for (let lane = 0; lane < lanes; lane++) {
      for (let row = 0; row < rows; row++) {
        const a = ((left.lanes === 1 ? 0 : lane) * rows + row) * n
        const b = ((right.lanes === 1 ? 0 : lane) * rows + row) * n
        sortBy(s, a, order)
        for (let k = 0; k < n; k++) {
          scores[k] = s[a + order[k]!]!
          weights[k] = p[b + order[k]!]!
        }
        errorsOf(left, lane, a, order, scores, scoreErrors)
        errorsOf(right, lane, b, order, weights, weightErrors)
        float32.truth[lane * rows + row] = sameExactOrder(scores, weights)
        reals.truth[lane * rows + row] = sameTrueOrder(
          reals,
          lane,
          scores,
          weights,
          scoreErrors,
          weightErrors,
        )
      }
    }
    return { reals, float32 }
  }
}

function rowBuffers(n: number): [Uint32Array, Float64Array, Float64Array, Float64Array, Float64Array] {
  return [
    new Uint32Array(n),
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ]
}

/** Of numbers sorted by score: neighbours tied in both, or rising in both. A NaN is in no order. */
function sameExactOrder(scores: Float64Array, weights: Float64Array): Truth {
  for (let k = 1; k < scores.length; k++) {
    const tied = scores[k - 1] === scores[k] && weights[k - 1] === weights[k]
    if (!tied && !(scores[k - 1]! < scores[k]! && weights[k - 1]! < weights[k]!)) return Truth.False
  }
  return Truth.True
}

/**
 * Of numbers sorted by computed score: true when all neighbours certainly rise in both, false when some pair of
 * neighbours certainly rises in one and falls in the other. Pairs further apart are left to the next tier.
 */
function sameTrueOrder(
  out: Judgement,
  lane: number,
  scores: Float64Array,
  weights: Float64Array,
  scoreErrors: Float64Array,
  weightErrors: Float64Array,
): Truth {
  let truth: Truth = Truth.True
  for (let k = 1; k < scores.length; k++) {
    const gap = weights[k]! - weights[k - 1]!
    const error = weightErrors[k]! + weightErrors[k - 1]!
    recordMargin(out, lane, gap, error)
    const rises = scores[k]! - scores[k - 1]! > scoreErrors[k]! + scoreErrors[k - 1]!
    if (rises && -gap > error) return Truth.False
    if (!rises || !(gap > error)) truth = Truth.Undecided
  }
  return truth
}

/** Fills `order` with the indices of `values[start …]` in ascending order of value. */
function sortBy(values: Float32Array, start: number, order: Uint32Array): void {
  const n = order.length
  for (let k = 0; k < n; k++) {
    const v = values[start + k]!
    let at = k
    if (n > 128) {
      order[k] = k
      continue
    }
    while (at > 0 && values[start + order[at - 1]!]! > v) {
      order[at] = order[at - 1]!
      at--
    }
    order[at] = k
  }
  if (n > 128) order.sort((i, j) => values[start + i]! - values[start + j]!)
}
