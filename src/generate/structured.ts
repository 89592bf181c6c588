import { ours, type Distribution } from './distribution.ts'
import { gaussian } from './families.ts'

let kept = new Float64Array(64)

/** Memory for so many numbers, which the next call takes again. */
function scratch(length: number): Float64Array {
  if (kept.length < length) kept = new Float64Array(2 * length)
  return kept
}

/**
 * The product of two normal factors [rows, rank] and [rank, width], scaled to entries of standard deviation
 * `scale`, then rounded to float32, which raises the exact rank but not the numerical one. A rank of at least the
 * smaller extent is no restriction.
 *
 * @throws {RangeError} unless rank is a positive integer and 1e-15 ≤ scale ≤ 1e15
 *
 * @example
 * ```ts
 * lowRank(2, 1)
 * ```
 */
export function lowRank(rank: number, scale: number): Distribution {
  if (!Number.isInteger(rank) || rank < 1)
    throw new RangeError(`the rank of lowRank is ${rank}; give a positive integer`)
  gaussian(scale)
  const perTerm = scale / Math.sqrt(rank)
  return ours({
    name: `rank ${rank} σ=${scale}`,
    fill(draws, data, offset, rows, width) {
      const factors = scratch(rank * (width + rows))
      const left = rank * width
      draws.fillNormal(factors, 0, left, perTerm)
      draws.fillNormal(factors, left, left + rows * rank, 1)
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < width; column++) {
          let sum = 0
          for (let r = 0; r < rank; r++) sum += factors[left + row * rank + r] * factors[r * width + column]
          data[offset + row * width + column] = sum
        }
      }
    },
  })
}

/**
 * All rows are multiples of one direction, by normal factors; rounded to float32.
 *
 * @throws {RangeError} unless 1e-15 ≤ scale ≤ 1e15
 *
 * @example
 * ```ts
 * collinear(1)
 * ```
 */
export function collinear(scale: number): Distribution {
  return ours({ name: `collinear σ=${scale}`, fill: lowRank(1, scale).fill })
}

const float = new Float32Array(1)
const bitsOf = new Int32Array(float.buffer)

/** x, moved by `steps` float32 steps away from zero (towards it when negative); x ≠ 0 and normal. */
function moved(x: number, steps: number): number {
  float[0] = x
  bitsOf[0] += steps
  return float[0]
}

/**
 * All rows equal one normal row, but for about one entry in four, which is 1 to 3 float32 steps off.
 *
 * @throws {RangeError} unless 1e-15 ≤ scale ≤ 1e15
 *
 * @example
 * ```ts
 * nearTied(1)
 * ```
 */
export function nearTied(scale: number): Distribution {
  const row = gaussian(scale)
  return ours({
    name: `near-tied σ=${scale}`,
    fill(draws, data, offset, rows, width) {
      row.fill(draws, data, offset, 1, width)
      for (let i = offset + width; i < offset + rows * width; i++) data[i] = data[i - width]!
      for (let i = offset; i < offset + rows * width; i++) {
        if ((draws.bits() & 3) === 0) data[i] = moved(data[i], (1 + draws.below(3)) * draws.sign())
      }
    },
  })
}

/**
 * Each row equals one of two normal rows; how many equal the first is uniform on 1 … rows - 1, which ones is random. So
 * one query's scores take two values, at which bounds by their range are attained or nearly so. A single row is normal.
 *
 * @throws {RangeError} unless 1e-15 ≤ scale ≤ 1e15
 *
 * @example
 * ```ts
 * twoLevel(0.6)
 * ```
 */
export function twoLevel(scale: number): Distribution {
  const row = gaussian(scale)
  return ours({
    name: `two-level σ=${scale}`,
    fill(draws, data, offset, rows, width) {
      const levels = new Float32Array(2 * width)
      row.fill(draws, levels, 0, 2, width)
      let first = rows === 1 ? 1 : 1 + draws.below(rows - 1)
      for (let left = rows; left > 0; left--) {
        const level = draws.below(left) < first ? 0 : 1
        first -= 1 - level
        data.set(levels.subarray(level * width, (level + 1) * width), offset + (rows - left) * width)
      }
    },
  })
}
