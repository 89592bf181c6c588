const floats = new Float32Array(1)
const words = new Uint32Array(floats.buffer)

/** The largest float32. */
export const LARGEST_FLOAT = (2 - 2 ** -23) * 2 ** 127

/** The float32 of a bit pattern. */
export function floatOf(bits: number): number {
  words[0] = bits
  return floats[0]
}

/** The bit pattern of a number rounded to float32. */
export function bitsOf(value: number): number {
  floats[0] = value
  return words[0]
}

/** Numbers of a fixed recipe, so that a deterministic engine has the same profile every time (splitmix32). */
export class Recipe {
  private state: number

  constructor(seed: number) {
    this.state = Math.imul(seed, 0x9e3779b9)
  }

  /** 32 random bits. */
  word(): number {
    this.state = (this.state + 0x9e3779b9) | 0
    let z = this.state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }

  /** In [0, 1). */
  unit(): number {
    return this.word() / 2 ** 32
  }

  /** One of 0, …, n - 1. */
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }

  /** A float32 in [1, 2) with random bits, of random sign. */
  significand(): number {
    return floatOf((this.word() & 0x807fffff) | 0x3f800000)
  }

  /** A float32 whose exponent is anything from `from` to `to`. */
  graded(from: number, to: number): number {
    return this.significand() * 2 ** (from + this.below(to - from + 1))
  }
}
