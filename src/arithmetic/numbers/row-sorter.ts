/** Bits of a key that hold the entry's number; the 32 before them hold its value. */
const PLACE = 2 ** 20
/** Up to here insertion is faster than the engine's own sort. */
const FEW = 40

/** Sorts rows of float32 numbers, and keeps where each came from. */
export class RowSorter {
  private readonly keys: Float64Array
  /** The numbers of a row's entries in ascending order of value, equal ones in order of their numbers. */
  readonly order: Uint32Array

  /** @throws {RangeError} for rows of more than 2^20 entries */
  constructor(n: number) {
    if (n > PLACE)
      throw new RangeError(`a row of ${n} entries is too long to be sorted; ${PLACE} is the most`)
    this.keys = new Float64Array(n)
    this.order = new Uint32Array(n)
  }

  /**
   * Sorts a row. A NaN comes first or last.
   *
   * @param bits the numbers' bit patterns
   * @param start where the row begins
   */
  sort(bits: Int32Array, start: number): void {
    const { keys, order } = this
    const n = keys.length
    if (n > FEW) {
      for (let k = 0; k < n; k++) keys[k] = keyOf(bits[start + k], k)
      keys.sort()
    } else {
      for (let k = 0; k < n; k++) {
        const key = keyOf(bits[start + k], k)
        let at = k
        for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1]!
        keys[at] = key
      }
    }
    for (let k = 0; k < n; k++) {
      const key = keys[k]
      order[k] = key - Math.floor(key / PLACE) * PLACE
    }
  }
}

/** A float64 that orders as (value, number) does: negative floats turned so that their bits order as integers. */
function keyOf(bits: number, number: number): number {
  // -0 is 0.
  const value = bits === -0x80000000 ? 0 : bits ^ ((bits >> 31) & 0x7fffffff)
  return value * PLACE + number
}
