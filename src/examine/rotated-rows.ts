import type { Model } from './model.ts'

/** Tokens of one lane, [tokens, heads · width], and how far honest ones may be off. */
export interface Rows {
  readonly value: Float64Array
  readonly error: Float64Array
}

/**
 * Tokens as scores meet them: as they are, or rotated by their positions (Su et al., RoFormer, arXiv 2104.09864). Angles
 * are collected in the accumulation's format; a rotation is off by what its angle, sine, cosine and two products are.
 */
export function rotatedRows(
  numbers: Float32Array,
  heads: number,
  width: number,
  { rotary, frequency, accumulation, storage }: Model,
  positionOf: (token: number) => number,
): Rows {
  const value = Float64Array.from(numbers)
  const error = new Float64Array(value.length)
  if (rotary === undefined) return { value, error }
  const pairs = Math.floor(width / 2)
  for (let token = 0; token < value.length / (heads * width); token++) {
    for (let pair = 0; pair < pairs; pair++) {
      const angle =
        positionOf(token) * (frequency?.(pair, width, rotary.base) ?? rotary.base ** ((-2 * pair) / width))
      const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
      const off = accumulation.theta * (8 + 12 * Math.abs(angle)) + 8 * storage.theta
      for (let head = 0; head < heads; head++) {
        const at = (token * heads + head) * width
        const first = at + (rotary.pairs === 'neighbours' ? 2 * pair : pair)
        const second = rotary.pairs === 'neighbours' ? first + 1 : first + pairs
        const [a, b] = [value[first], value[second]]
        value[first] = a * cosine - b * sine
        value[second] = a * sine + b * cosine
        error[first] = error[second] = (Math.abs(a) + Math.abs(b)) * off + 4 * storage.underflow
      }
    }
  }
  return { value, error }
}
