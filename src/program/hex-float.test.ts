import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from './hex-float.ts'

/** Doubles by their bits, so that every exponent, subnormals included, is as likely as any other. */
const anyDouble = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
})
const subnormal = fc.bigInt({ min: 1n, max: 2n ** 52n - 1n }).map((bits) => Number(bits) * 2 ** -1074)

describe('hexadecimal floats', () => {
  it.each([
    [3, '0x1.8p+1'],
    [-0, '-0x0p+0'],
    [0, '0x0p+0'],
    [1, '0x1p+0'],
    [0.1, '0x1.999999999999ap-4'],
    [2 ** -149, '0x1p-149'],
    [5e-324, '0x0.0000000000001p-1022'],
    [Number.MAX_VALUE, '0x1.fffffffffffffp+1023'],
    [-Infinity, '-inf'],
    [NaN, 'nan'],
  ])('%d is %s', (x, text) => {
    expect(toHex(x)).toBe(text)
    expect(fromHex(text)).toBe(x)
  })

  it('keep every double', () => {
    fc.assert(
      fc.property(fc.oneof(anyDouble, subnormal, fc.double()), (x) => Object.is(fromHex(toHex(x)), x)),
      { numRuns: 20_000 },
    )
  })

  it('are read in any C99 form of the same number', () => {
    expect(fromHex('0x1.80p+01')).toBe(3)
    expect(fromHex('0X18P-3')).toBe(3)
    expect(fromHex('0x0.000p0')).toBe(0)
    expect(fromHex('+0x1p-1074')).toBe(5e-324)
  })

  it('are refused when they are none, or no double', () => {
    for (const text of ['', '1.5', '0x', '0x1', '0x1.8', '0x1.8p', 'NaN(1)', ' 0x1p0'])
      expect(() => fromHex(text)).toThrow(SyntaxError)
    for (const text of ['0x1p+1024', '0x1p-1075', '0x1.00000000000001p+0', '0x1.8p-1074'])
      expect(() => fromHex(text)).toThrow(RangeError)
  })
})
