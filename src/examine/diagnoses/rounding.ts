import { rounded } from '../round-to.ts'

/** Formats that numbers are rounded to by mistake; `tf32` has float32's exponents and float16's digits. */
export type Coarse = 'float16' | 'bfloat16' | 'tf32'

export const COARSE: readonly Coarse[] = ['float16', 'bfloat16', 'tf32']

/** To the nearest number of a format, ties to even; infinite beyond its largest. */
export function roundedTo(format: Coarse, x: number): number {
  if (format !== 'tf32') return rounded(format, x)
  const rounder = x * (2 ** (52 - 10) + 1)
  const nearest = rounder - (rounder - x)
  return Number.isFinite(nearest) ? nearest : x
}

/** Towards zero, as by dropping the digits of a float32 number. */
export function cutTo(format: 'bfloat16' | 'tf32', numbers: Float32Array): Float32Array {
  const cut = Float32Array.from(numbers)
  const bits = new Uint32Array(cut.buffer)
  const kept = format === 'bfloat16' ? 0xffff0000 : 0xffffe000
  for (let at = 0; at < bits.length; at++) if (Number.isFinite(cut[at])) bits[at] &= kept
  return cut
}
