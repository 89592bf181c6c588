import { sizeOf } from '../../program/shape.ts'
import { kernels, type Kernels } from '../numbers/simd/kernels.ts'
import type { DeviceArray } from './device-array.ts'
import { limitsInRow } from './errors.ts'

/** Of longer rows every score is counted against every other one for longer than a sort takes. */
const MOST = 256
/** For a row, beside its numbers, their order, and the numbers in it: four limits, a margin, its bound, and a byte. */
const BESIDE = 8 * (4 + 2) + 1

/**
 * Finds the rows of scores and weights in which the weights certainly rise with the scores, many rows at a time. Of
 * other rows it says nothing.
 */
export class CertainRows {
  /** Of the row that was last asked for: the margin of the tightest neighbours, and its bound. */
  margin = NaN
  bound = NaN
  private readonly n: number
  private readonly rows: number
  private readonly atOnce: number
  private readonly numbers: Float32Array
  private readonly sorted: Uint32Array
  private readonly limits: Float64Array
  /** Rows [from, to) are decided. These are copies: the kernels' memory may serve somebody else in between. */
  private found = new Float64Array(0)
  private certain = new Uint8Array(0)
  private readonly orders: Uint32Array
  private from = 0
  private to = 0

  /** Undefined where rows have to be looked at one by one. */
  static of(scores: DeviceArray, weights: DeviceArray): CertainRows | undefined {
    const simd = kernels()
    const n = scores.shape.at(-1)!
    const fits = n > 0 && n % 4 === 0 && n <= MOST && scores.lanes === weights.lanes
    return simd && fits && !scores.context.hasErrors ? new CertainRows(simd, scores, weights, n) : undefined
  }

  private constructor(
    private readonly simd: Kernels,
    private readonly scores: DeviceArray,
    private readonly weights: DeviceArray,
    n: number,
  ) {
    this.n = n
    this.rows = sizeOf(scores.shape) / n
    // A multiple of 8, so that what comes after each part is aligned.
    const atOnce = Math.floor(simd.memory.byteLength / (20 * n + BESIDE) / 8) * 8
    this.atOnce = atOnce
    this.numbers = new Float32Array(simd.memory, 0, 2 * n * atOnce)
    this.sorted = new Uint32Array(simd.memory, this.numbers.byteLength, 3 * n * atOnce)
    this.orders = new Uint32Array(n * atOnce)
    const limits = 20 * n * atOnce
    this.limits = new Float64Array(simd.memory, limits, 4 * atOnce)
  }

  /** Whether that row, counted over all lanes, certainly rises. To be asked for row after row. */
  has(row: number): boolean {
    if (row >= this.to) this.decide(row)
    const at = row - this.from
    this.margin = this.found[2 * at]!
    this.bound = this.found[2 * at + 1]!
    return this.certain[at] === 1
  }

  /**
   * The numbers of the entries in the order of their scores, equal ones in the order of their numbers, of a row that was
   * just asked for and is not certain.
   *
   * @returns whether they were put down; else the row has to be sorted
   */
  orderOf(row: number, into: Uint32Array): boolean {
    const { n, orders } = this
    const start = (row - this.from) * n
    for (let place = 0; place < n;) {
      const bytes = orders[start + place]
      if (bytes >= 4 * n) return false
      if (place + 1 < n && orders[start + place + 1] >= 4 * n) {
        // Equal scores share the first of their places.
        const end = this.putEqual(row, bytes >>> 2, place, into)
        if (end === place) return false
        place = end
      } else into[place++] = bytes >>> 2
    }
    return true
  }

  /** Puts down the entries of the score that this one has. @returns the place after the last of them */
  private putEqual(row: number, entry: number, place: number, into: Uint32Array): number {
    const { n, scores } = this
    const { values } = scores
    const score = values[row * n + entry]
    for (let i = 0; i < n; i++) if (values[row * n + i] === score) into[place++] = i
    return place
  }

  private decide(from: number): void {
    const { scores, weights, n, rows, numbers, sorted, limits, atOnce, orders } = this
    const memory = this.simd.memory
    this.from = from
    this.to = Math.min(scores.lanes * rows, from + atOnce)
    const apart = n * atOnce
    const found = limits.byteOffset + 32 * atOnce
    const certain = found + 16 * atOnce
    numbers.set(scores.values.subarray(n * from, n * this.to))
    numbers.set(weights.values.subarray(n * from, n * this.to), apart)
    for (let row = from; row < this.to; row++) {
      const lane = Math.floor(row / rows)
      limitsInRow(scores, lane, limits, 4 * (row - from))
      limitsInRow(weights, lane, limits, 4 * (row - from) + 2)
    }
    const [end, start, row] = [4 * n * (this.to - from), sorted.byteOffset, 4 * n]
    this.simd[n % 16 === 0 ? 'rankSixteens' : 'rank'](0, end, 4 * apart, row, start)
    this.simd.rise(start + row, start + 3 * end, row, limits.byteOffset, certain, found)
    this.found = new Float64Array(memory.slice(found, certain))
    this.certain = new Uint8Array(memory.slice(certain, certain + atOnce))
    for (let i = 0; i < this.to - from; i++) {
      if (this.certain[i] === 0) orders.set(sorted.subarray(3 * n * i, 3 * n * i + n), n * i)
    }
  }
}
