import { broadcastIndex, sameShape, sizeOf, type Shape } from '../../program/shape.ts'

/**
 * One closed interval for every entry of every lane. Either lo ≤ hi and the real number lies between them, or
 * both are NaN and nothing is known of it, not even that it exists. An entry with lo = hi is known exactly.
 * The arrays are never written to once they are here; where all entries are exact, both may be one array.
 */
export interface Enclosures {
  /** 1 for what is the same in every lane. */
  readonly lanes: number
  readonly shape: Shape
  /** `lanes` × size lower endpoints. */
  readonly lo: Float64Array
  readonly hi: Float64Array
  /** The array of which this is the transpose (its last two axes swapped); a matrix product reads that one. */
  readonly transposeOf?: Enclosures
  /**
   * The float32 numbers that these are, exactly; an infinity or a NaN there is "anything" here. Where it is left out,
   * they may be float32 numbers all the same.
   */
  readonly float32?: Float32Array
}

/** Room for results, filled with zeros. */
export function blankEnclosures(lanes: number, shape: Shape): Enclosures {
  const size = lanes * sizeOf(shape)
  return { lanes, shape, lo: new Float64Array(size), hi: new Float64Array(size) }
}

/** Numbers known exactly. Takes over the array; an infinity in it is no real number, and becomes "anything". */
export function exactEnclosures(lanes: number, shape: Shape, values: Float64Array): Enclosures {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) values[i] = NaN
  return { lanes, shape, lo: values, hi: values }
}

/** Float32 numbers known exactly, turned into enclosures when the first endpoint is asked for. */
export function float32Enclosures(lanes: number, shape: Shape, float32: Float32Array): Enclosures {
  let exact: Enclosures | undefined
  const get = () => (exact ??= exactEnclosures(lanes, shape, new Float64Array(float32)))
  return {
    lanes,
    shape,
    float32,
    get lo() {
      return get().lo
    },
    get hi() {
      return get().hi
    },
  }
}

/** Turns every entry that is not an interval (a NaN on either side) into "anything". */
export function settle(x: Enclosures): Enclosures {
  const { lo, hi } = x
  for (let i = 0; i < lo.length; i++) if (!(lo[i] <= hi[i])) lo[i] = hi[i] = NaN
  return x
}

/** The number of lanes of a result. @throws {RangeError} when two batches of different size meet. */
export function commonLanes(a: number, b: number): number {
  if (a !== b && a !== 1 && b !== 1) throw new RangeError(`batches of ${a} and ${b} lanes do not mix`)
  return Math.max(a, b)
}

/** Repeats entries and lanes until the array has this shape and number of lanes; itself when it has them. */
export function expand(x: Enclosures, lanes: number, shape: Shape): Enclosures {
  const plain = sameShape(x.shape, shape)
  if (plain && x.lanes === lanes) return x
  const size = sizeOf(shape)
  const from = sizeOf(x.shape)
  const index = plain || from === 1 ? undefined : broadcastIndex(x.shape, shape)
  const repeat = (source: Float64Array): Float64Array => {
    const out = new Float64Array(lanes * size)
    if (from === 1 && x.lanes === 1) return out.fill(source[0])
    for (let lane = 0; lane < lanes; lane++) {
      const base = x.lanes === 1 ? 0 : lane * from
      const at = lane * size
      if (index) for (let i = 0; i < size; i++) out[at + i] = source[base + index[i]]
      else if (plain) for (let i = 0; i < size; i++) out[at + i] = source[base + i]
      else out.fill(source[base], at, at + size)
    }
    return out
  }
  const lo = repeat(x.lo)
  return { lanes, shape, lo, hi: x.hi === x.lo ? lo : repeat(x.hi) }
}

/** Moves entries: entry i of each lane of the result is entry `index[i]` of that lane of x. */
export function rearrange(x: Enclosures, shape: Shape, index: Int32Array): Enclosures {
  const size = index.length
  const from = sizeOf(x.shape)
  const move = (source: Float64Array): Float64Array => {
    const out = new Float64Array(x.lanes * size)
    for (let lane = 0; lane < x.lanes; lane++) {
      const base = lane * from
      const at = lane * size
      for (let i = 0; i < size; i++) out[at + i] = source[base + index[i]]
    }
    return out
  }
  const lo = move(x.lo)
  return { lanes: x.lanes, shape, lo, hi: x.hi === x.lo ? lo : move(x.hi) }
}

/** Moves entries as `rearrange` does, but only when the first endpoint is asked for. */
export function transposed(x: Enclosures, shape: Shape, index: () => Int32Array): Enclosures {
  let moved: Enclosures | undefined
  const get = () => (moved ??= rearrange(x, shape, index()))
  return {
    lanes: x.lanes,
    shape,
    transposeOf: x,
    get lo() {
      return get().lo
    },
    get hi() {
      return get().hi
    },
  }
}
