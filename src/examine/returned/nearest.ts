import type { Precision } from '../declared.ts'

interface Grid {
  /** Digits of a normal number. */
  readonly digits: number
  /** The exponent of the least normal number. */
  readonly leastExponent: number
  /** The least power of two that is beyond. */
  readonly beyond: number
}

const GRIDS: Readonly<Record<Exclude<Precision, 'float32'>, Grid>> = {
  float16: { digits: 11, leastExponent: -14, beyond: 2 ** 16 },
  bfloat16: { digits: 8, leastExponent: -126, beyond: 2 ** 128 },
}

/** The nearest number that a precision has, ties to even; infinite beyond the largest. */
export function nearest(x: number, precision: Precision): number {
  if (precision === 'float32') return Math.fround(x)
  if (x === 0 || !Number.isFinite(x)) return x
  const { digits, leastExponent, beyond } = GRIDS[precision]
  const step = 2 ** (Math.max(exponentOf(x), leastExponent) - digits + 1)
  const steps = x / step
  const below = Math.floor(steps)
  const rest = steps - below
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0)
  const found = (below + +up) * step
  return Math.abs(found) < beyond ? found : Math.sign(x) * Infinity
}

/** The largest e with 2^e ≤ |x|, for x that is finite and not 0. */
function exponentOf(x: number): number {
  const size = Math.abs(x)
  const guess = Math.floor(Math.log2(size))
  // The logarithm of a number just below a power of two may round up to it.
  return 2 ** guess > size ? guess - 1 : 2 ** (guess + 1) <= size ? guess + 1 : guess
}
