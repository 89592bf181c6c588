import { describe, expect, it } from 'vitest'
import { largestOf, leastOf, rounded, roundTo, spacingOf } from './round-to.ts'

/** The number of a pattern of 16 bits, without a sign. */
function float16(pattern: number): number {
  const [exponent, fraction] = [pattern >> 10, pattern & 1023]
  if (exponent === 31) return fraction === 0 ? Infinity : NaN
  return exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25)
}

function bfloat16(pattern: number): number {
  return new Float32Array(Uint32Array.of(pattern << 16).buffer)[0]
}

const PATTERNS = { float16: [float16, 0x7c00], bfloat16: [bfloat16, 0x7f80] } as const

/** The next float64 numbers below and above. */
const below = (x: number) => x - Math.max(x * 2 ** -53, Number.MIN_VALUE)
const above = (x: number) => x + Math.max(x * 2 ** -52, Number.MIN_VALUE)

describe.each(['float16', 'bfloat16'] as const)('rounding to %s', (precision) => {
  const [numberOf, infinity] = PATTERNS[precision]

  it('leaves what the precision has', () => {
    for (let pattern = 0; pattern < infinity; pattern++)
      for (const sign of [1, -1])
        if (!Object.is(rounded(precision, sign * numberOf(pattern)), sign * numberOf(pattern)))
          expect.fail(`pattern ${pattern}, sign ${sign}: ${rounded(precision, sign * numberOf(pattern))}`)
  })

  it('goes to the even one halfway between neighbours, and to the nearer one beside', () => {
    for (let pattern = 0; pattern + 1 < infinity; pattern++) {
      const [low, high] = [numberOf(pattern), numberOf(pattern + 1)]
      const middle = low / 2 + high / 2
      const found = [below(middle), middle, above(middle)].map((x) => rounded(precision, x))
      const wanted = [low, pattern % 2 === 0 ? low : high, high]
      if (found.some((x, i) => x !== wanted[i])) expect.fail(`after ${low}: ${found} for ${wanted}`)
    }
  })

  it('does the same to float32 numbers of an array, whose neighbours are halfway and next to it', () => {
    for (let pattern = 0; pattern + 1 < infinity; pattern++) {
      const [low, high] = [numberOf(pattern), numberOf(pattern + 1)]
      const bits = new Uint32Array(Float32Array.of(low / 2 + high / 2).buffer)[0]
      const around = new Float32Array(Uint32Array.of(bits - 1, bits, bits + 1).buffer)
      const found = [...roundTo(precision, around)]
      const wanted = [low, pattern % 2 === 0 ? low : high, high]
      if (found.some((x, i) => x !== wanted[i])) expect.fail(`after ${low}: ${found} for ${wanted}`)
    }
  })

  it('leaves finite numbers finite, and the others as they are', () => {
    const beyond = Float32Array.of(3.4e38, -3.4e38, Infinity, -Infinity, NaN)
    const largest = largestOf(precision)
    expect([...roundTo(precision, beyond)]).toEqual([largest, -largest, Infinity, -Infinity, NaN])
    expect(rounded(precision, 3.4e38)).toBe(Infinity)
  })

  it('knows its least number and the spacing at 1', () => {
    expect(numberOf(1)).toBe(leastOf(precision))
    expect(rounded(precision, 1 + spacingOf(precision))).toBe(1 + spacingOf(precision))
    expect(rounded(precision, 1 + spacingOf(precision) / 2)).toBe(1)
  })
})

describe('rounding to float32', () => {
  it('is what a Float32Array does', () => {
    for (const x of [0.1, 1e-40, 1e-46, 3.5e38, -0, NaN])
      expect(rounded('float32', x)).toBe(Float32Array.of(x)[0])
    expect(roundTo('float32', Float32Array.of(1e-45, 3e38))).toEqual(Float32Array.of(1e-45, 3e38))
  })
})
