import { blankJudgement, recordMargin, type Judgement } from '../judgement.ts'
import type { Atom, Reading } from '../proposition.ts'
import { Truth } from '../truth.ts'
import { arrived, errorOf } from './arrived.ts'
import type { DeviceReal } from './device-real.ts'
import { sizeOf } from '../shape.ts'

/**
 * Whether two arrays order the entries of each row alike. Both are brought to the host, where one sort by the
 * first leaves only neighbours to compare.
 */
export class SameOrder implements Atom {
  readonly operands: readonly DeviceReal[]

  /** @throws {RangeError} when the shapes differ. */
  constructor(
    private readonly left: DeviceReal,
    private readonly right: DeviceReal,
  ) {
    if (left.shape.join() !== right.shape.join() || left.shape.length === 0) {
      throw new RangeError(`sameOrder needs two arrays of one shape, got [${left.shape.join(', ')}] and [${right.shape.join(', ')}]`)
    }
    this.operands = [left, right]
  }

  judge(reading: Reading): Judgement {
    const { left, right } = this
    const lanes = Math.max(left.lanes, right.lanes)
    const n = left.shape.at(-1)!
    const rows = sizeOf(left.shape) / n
    const out = blankJudgement(lanes, left.shape.slice(0, -1))
    const s = arrived(left)
    const p = arrived(right)
    const order = new Uint32Array(n)
    for (let lane = 0; lane < lanes; lane++) {
      for (let row = 0; row < rows; row++) {
        const a = ((left.lanes === 1 ? 0 : lane) * rows + row) * n
        const b = ((right.lanes === 1 ? 0 : lane) * rows + row) * n
        sortBy(s, a, order)
        out.truth[lane * rows + row] =
          reading === 'float32' ? this.exact(s, a, p, b, order) : this.bounded(out, lane, s, a, p, b, order)
      }
    }
    return out
  }

  private exact(s: Float32Array, a: number, p: Float32Array, b: number, order: Uint32Array): Truth {
    for (let k = 1; k < order.length; k++) {
      const i = order[k - 1]!
      const j = order[k]!
      const tied = s[a + i] === s[a + j]
      // Written so that a NaN on either side is not an order.
      if (tied ? !(p[b + i] === p[b + j]) : !(s[a + i]! < s[a + j]! && p[b + i]! < p[b + j]!)) return Truth.False
    }
    return Truth.True
  }

  private bounded(
    out: Judgement,
    lane: number,
    s: Float32Array,
    a: number,
    p: Float32Array,
    b: number,
    order: Uint32Array,
  ): Truth {
    let truth: Truth = Truth.True
    for (let k = 1; k < order.length; k++) {
      const i = order[k - 1]!
      const j = order[k]!
      const gap = p[b + j]! - p[b + i]!
      const error = errorOf(this.right, lane, b + i) + errorOf(this.right, lane, b + j)
      recordMargin(out, lane, gap, error)
      if (gap > error && s[a + j]! - s[a + i]! > errorOf(this.left, lane, a + i) + errorOf(this.left, lane, a + j)) {
        continue
      }
      truth = Truth.Undecided
    }
    return truth === Truth.True ? truth : this.violated(lane, s, a, p, b, order) ? Truth.False : Truth.Undecided
  }

  /** Whether some pair is certainly in one order by the first array and certainly not by the second. */
  private violated(lane: number, s: Float32Array, a: number, p: Float32Array, b: number, order: Uint32Array): boolean {
    for (let k = 1; k < order.length; k++) {
      for (let l = 0; l < k; l++) {
        const i = order[l]!
        const j = order[k]!
        if (!(p[b + i]! - p[b + j]! > errorOf(this.right, lane, b + i) + errorOf(this.right, lane, b + j))) continue
        if (s[a + j]! - s[a + i]! > errorOf(this.left, lane, a + i) + errorOf(this.left, lane, a + j)) return true
      }
    }
    return false
  }
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
