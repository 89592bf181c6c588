const view = new DataView(new ArrayBuffer(8))

/**
 * A float64 as C99's `%a` writes it, without trailing zeros: `0x1.8p+1`, `-0x0p+0`, `inf`, `nan`. Every bit but the
 * payload of a NaN survives; C, C++, Java, Julia, Rust crates and Python's `float.fromhex` read it.
 */
export function toHex(x: number): string {
  if (Number.isNaN(x)) return 'nan'
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const sign = bits >> 63n ? '-' : ''
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0').replace(/0+$/, '')
  if (biased === 0x7ff) return `${sign}inf`
  if (biased === 0 && !fraction) return `${sign}0x0p+0`
  const exponent = biased === 0 ? -1022 : biased - 1023
  return `${sign}0x${biased === 0 ? 0 : 1}${fraction && '.'}${fraction}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}

const PATTERN = /^([+-]?)(?:(inf)|(nan)|0x([0-9a-f]+)(?:\.([0-9a-f]*))?p([+-]?\d{1,6}))$/i

/**
 * The float64 that a hexadecimal float stands for, exactly.
 *
 * @throws SyntaxError for text that is no hexadecimal float, RangeError for one that is no float64
 */
export function fromHex(text: string): number {
  const match = PATTERN.exec(text)
  if (!match) throw new SyntaxError(`"${text}" is no hexadecimal float such as 0x1.8p+1`)
  const [, sign, inf, nan, whole, fraction = '', power] = match
  if (nan) return NaN
  const magnitude = inf
    ? Infinity
    : scale(BigInt(`0x${whole}${fraction}`), Number(power) - 4 * fraction.length, text)
  return sign === '-' ? -magnitude : magnitude
}

/** mantissa × 2^exponent, exactly. */
function scale(mantissa: bigint, exponent: number, text: string): number {
  if (mantissa === 0n) return 0
  while ((mantissa & 0xffn) === 0n) [mantissa, exponent] = [mantissa >> 8n, exponent + 8]
  while ((mantissa & 1n) === 0n) [mantissa, exponent] = [mantissa >> 1n, exponent + 1]
  // An odd mantissa of at most 53 bits; its last bit must be at least 2^-1074, its first at most 2^1023.
  const bits = mantissa.toString(2).length
  if (bits > 53 || exponent < -1074 || exponent + bits > 1024) throw new RangeError(`"${text}" is no float64`)
  const half = Math.trunc(exponent / 2)
  return Number(mantissa) * 2 ** half * 2 ** (exponent - half)
}
