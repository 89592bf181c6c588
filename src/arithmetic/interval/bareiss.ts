const view = new DataView(new ArrayBuffer(8))

/** A finite float64 as an integer times a power of two, in lowest terms. */
function decompose(value: number): { integer: bigint; exponent: number } {
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const field = Number((bits >> 52n) & 2047n)
  const fraction = bits & ((1n << 52n) - 1n)
  let integer = field === 0 ? fraction : fraction | (1n << 52n)
  let exponent = field === 0 ? -1074 : field - 1075
  if (integer === 0n) return { integer, exponent: 0 }
  while ((integer & 0xffffn) === 0n) {
    integer >>= 16n
    exponent += 16
  }
  while ((integer & 1n) === 0n) {
    integer >>= 1n
    exponent++
  }
  return { integer: value < 0 ? -integer : integer, exponent }
}

/** A row as integers, scaled by a power of two of its own, which leaves the rank as it is. */
function integerRow(values: ArrayLike<number>, start: number, cols: number): bigint[] {
  const parts = Array.from({ length: cols }, (_, j) => decompose(values[start + j]))
  const nonzero = parts.filter((p) => p.integer !== 0n)
  const least = nonzero.reduce((e, p) => Math.min(e, p.exponent), Infinity)
  return parts.map((p) => (p.integer === 0n ? 0n : p.integer << BigInt(p.exponent - least)))
}

/**
 * The rank of a rows × cols matrix of float64 (or float32) numbers, taken exactly, in row-major order.
 * Fraction-free elimination: every division leaves no remainder (Bareiss, "Sylvester's identity and multistep
 * integer-preserving Gaussian elimination", Mathematics of Computation 22, 1968).
 *
 * @throws {RangeError} for an infinity, a NaN or a wrong number of entries.
 */
export function bareissRank(values: ArrayLike<number>, rows: number, cols: number): number {
  if (values.length !== rows * cols)
    throw new RangeError(`${values.length} numbers are no ${rows}×${cols} matrix`)
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`a matrix that holds ${values[i]} has no rank`)
  }
  const a = Array.from({ length: rows }, (_, i) => integerRow(values, i * cols, cols))
  let rank = 0
  let divisor = 1n
  for (let col = 0; col < cols && rank < rows; col++) {
    const found = smallestPivot(a, rank, col)
    if (found < 0) continue
    ;[a[rank], a[found]] = [a[found], a[rank]]
    const pivotRow = a[rank]
    const pivot = pivotRow[col]
    for (let i = rank + 1; i < rows; i++) {
      const row = a[i]
      const factor = row[col]
      for (let j = col + 1; j < cols; j++) row[j] = (pivot * row[j] - factor * pivotRow[j]) / divisor
      row[col] = 0n
    }
    divisor = pivot
    rank++
  }
  return rank
}

/** The row from `from` on whose entry in the column is nonzero and smallest, or -1. */
function smallestPivot(a: readonly bigint[][], from: number, col: number): number {
  let found = -1
  let size = 0n
  for (let i = from; i < a.length; i++) {
    const entry = a[i][col] < 0n ? -a[i][col] : a[i][col]
    if (entry !== 0n && (found < 0 || entry < size)) {
      found = i
      size = entry
    }
  }
  return found
}
