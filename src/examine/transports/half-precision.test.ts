import { expect, test } from 'vitest'
import { narrowed, widened } from './half-precision.ts'

const ALL = Uint16Array.from({ length: 65536 }, (_, pattern) => pattern)
const FORMATS = [
  { format: 'float16', fraction: 10, bias: 15, exponents: 0x1f },
  { format: 'bfloat16', fraction: 7, bias: 127, exponents: 0xff },
] as const

/** By the definition of the format (IEEE 754, 3.4), in float64. */
function meant(pattern: number, { fraction, bias, exponents }: (typeof FORMATS)[number]): number {
  const sign = pattern & 0x8000 ? -1 : 1
  const exponent = (pattern >> fraction) & exponents
  const rest = (pattern & (2 ** fraction - 1)) / 2 ** fraction
  if (exponent === exponents) return rest === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? rest * 2 ** (1 - bias) : (1 + rest) * 2 ** (exponent - bias))
}

test.each(FORMATS)('each pattern of $format is the number it means, and comes back', (format) => {
  const numbers = widened(ALL, format.format)
  const back = narrowed(numbers, format.format)
  for (const pattern of ALL) {
    const number = meant(pattern, format)
    if (!Object.is(numbers[pattern], number)) expect(numbers[pattern], pattern.toString(16)).toBe(number)
    if (Number.isNaN(number)) expect(meant(back[pattern], format)).toBeNaN()
    else if (back[pattern] !== pattern) expect(back[pattern]).toBe(pattern)
  }
})

/** Midpoints, and the float32 on either side, of all neighbours: so each boundary of rounding is tried. */
test.each(FORMATS)('$format takes the nearest number, ties to even', (format) => {
  const largest = format.exponents * 2 ** format.fraction - 1
  const scratch = new Float32Array(1)
  const bits = new Uint32Array(scratch.buffer)
  for (const sign of [0, 0x8000])
    for (let pattern = 0; pattern <= largest; pattern++) {
      const here = Math.abs(meant(pattern, format))
      // Behind the largest stands what would follow with one more exponent.
      const step = 2 ** (Math.max(1, pattern >> format.fraction) - format.bias - format.fraction)
      scratch[0] = here + step / 2
      if (scratch[0] !== here + step / 2) continue
      const middle = bits[0]
      const of = (float: number) =>
        narrowed(new Float32Array(Uint32Array.of(float | (sign << 16)).buffer), format.format)[0]
      const found = [of(middle - 1), of(middle), of(middle + 1)]
      const expected = [pattern, pattern % 2 === 0 ? pattern : pattern + 1, pattern + 1].map((p) => p | sign)
      if (found.join() !== expected.join()) expect(found, pattern.toString(16)).toEqual(expected)
    }
})

test.each(FORMATS)(
  '$format has an infinity above its largest number, and zeros with their signs',
  ({ format, bias }) => {
    const patterns = narrowed(
      Float32Array.of(3.4028234e38, -Infinity, 0, -0, 2 ** -149, -(2 ** -149)),
      format,
    )
    expect([...widened(patterns, format)]).toEqual([Infinity, -Infinity, 0, -0, 0, -0])
    expect(bias).toBeGreaterThan(0)
  },
)
