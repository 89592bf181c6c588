const float = new Float32Array(1)
const bitsOf = new Int32Array(float.buffer)

/**
 * How far a float32 number is from being simple, a non-negative integer: 0 for 0, then by the number of significant
 * bits, then by the distance of the magnitude from 1, then by sign. Shrinking only ever lowers it.
 */
export function complexity(x: number): number {
  float[0] = x
  const bits = bitsOf[0]
  const negative = bits < 0 ? 1 : 0
  const exponent = (bits >>> 23) & 255
  const fraction = bits & 0x7fffff
  if (exponent === 255) return 64 * 1024
  if (exponent === 0 && fraction === 0) return negative
  const mantissa = exponent === 0 ? fraction : fraction | 0x800000
  const first = 31 - Math.clz32(mantissa)
  const last = 31 - Math.clz32(mantissa & -mantissa)
  const power = exponent === 0 ? first - 149 : exponent - 127
  return (first - last + 1) * 1024 + 2 * Math.abs(power) + negative
}

/** x rounded to `kept` significant bits, half away from zero; x itself where that leaves float32. */
function toBits(kept: number): (x: number) => number {
  const dropped = 24 - kept
  return (x) => {
    float[0] = x
    bitsOf[0] = (bitsOf[0] + (1 << (dropped - 1))) & -(1 << dropped)
    return Number.isFinite(float[0]) ? float[0] : x
  }
}

const toInteger = (x: number) => Math.round(x) + 0

/** Roundings of all numbers of an array at once, boldest first. */
export const wholeRoundings: readonly ((x: number) => number)[] = [toInteger, toBits(1), toBits(2)]

/** What a single number is replaced with, boldest first. */
export const simplifications: readonly ((x: number) => number)[] = [
  () => 0,
  () => 1,
  () => -1,
  toInteger,
  Math.abs,
  ...[1, 2, 3, 4, 6, 8, 12, 16, 20].map(toBits),
]
