import type { Precision } from '../declared.ts'

/** float32 and its bits, one number of scratch. */
const number = new Float32Array(1)
const bits = new Uint32Array(number.buffer)

/** The number of each of the 65,536 patterns; as bits, so that the payload of a NaN is kept too. */
const table = (toBits: (pattern: number) => number): Uint32Array =>
  Uint32Array.from({ length: 65536 }, (_, p) => toBits(p))
let halves: Uint32Array | undefined

/**
 * Numbers of a 16-bit format as float32, which has each of them.
 *
 * @param patterns their bits
 */
export function widened(patterns: Uint16Array, from: Exclude<Precision, 'float32'>): Float32Array {
  const result = new Uint32Array(patterns.length)
  if (from === 'bfloat16') for (let i = 0; i < patterns.length; i++) result[i] = patterns[i] << 16
  else {
    halves ??= table(halfToFloat)
    for (let i = 0; i < patterns.length; i++) result[i] = halves[patterns[i]]
  }
  return new Float32Array(result.buffer)
}

/**
 * The nearest numbers of a 16-bit format, ties to even, as bits; above the largest, infinity. A NaN stays one.
 *
 * @param numbers float32
 */
export function narrowed(numbers: Float32Array, to: Exclude<Precision, 'float32'>): Uint16Array {
  const from = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length)
  const result = new Uint16Array(numbers.length)
  const narrow = to === 'bfloat16' ? floatToBrain : floatToHalf
  for (let i = 0; i < from.length; i++) result[i] = narrow(from[i])
  return result
}

/** float16: a sign, 5 bits of exponent biased by 15, 10 of fraction. */
function halfToFloat(half: number): number {
  const sign = (half & 0x8000) << 16
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return (sign | 0x7f800000 | (fraction << 13)) >>> 0
  if (exponent > 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0
  // Subnormal, a multiple of 2^-24; float32 has it as a normal number.
  number[0] = fraction * 2 ** -24
  return (sign | bits[0]) >>> 0
}

function floatToHalf(float: number): number {
  const sign = (float >>> 16) & 0x8000
  const magnitude = float & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff)
  // 65,520 lies halfway between the largest and what would follow it.
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  if (magnitude >= 0x38800000) return sign | rounded(magnitude - (112 << 23), 13)
  // Below 2^-14 all of float16 are multiples of 2^-24.
  const exponent = magnitude >>> 23
  if (exponent < 102) return sign
  return sign | rounded((magnitude & 0x7fffff) | 0x800000, 126 - exponent)
}

const floatToBrain = (float: number): number =>
  (float & 0x7fffffff) > 0x7f800000 ? (float >>> 16) | 0x40 : rounded(float, 16)

/** An integer without its last bits, to the nearest, ties to even. A carry reaches the exponent, as it should. */
function rounded(integer: number, dropped: number): number {
  const kept = integer >>> dropped
  const rest = integer - kept * 2 ** dropped
  const half = 2 ** (dropped - 1)
  return rest > half || (rest === half && kept % 2 === 1) ? kept + 1 : kept
}
