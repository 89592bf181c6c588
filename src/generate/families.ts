import { LEAST_OPEN } from './draws.ts'
import { normal, ours, type Distribution, type Support } from './distribution.ts'

// Entries are drawn at the scale named, whatever the width: nothing is divided by √d. Two arrays of width d and
// scale σ have scores of standard deviation σ²·√d; a claim that wants 1/√d has it in its attention's scale.

/** Beyond these the entries, or products of a few of them, would leave float32. */
const SMALLEST = 1e-15
const LARGEST = 1e15

const EVERYWHERE: Support = [-3.4028234663852886e38, 3.4028234663852886e38]

function checkScale(family: string, scale: number): number {
  if (scale >= SMALLEST && scale <= LARGEST) return scale
  throw new RangeError(`the scale of ${family} is ${scale}; give a number from ${SMALLEST} to ${LARGEST}`)
}

/**
 * Independent normal entries of mean 0 and standard deviation `scale`.
 *
 * @throws {RangeError} unless 1e-15 ≤ scale ≤ 1e15
 *
 * @example
 * ```ts
 * gaussian(3)
 * ```
 */
export function gaussian(scale: number): Distribution {
  checkScale('gaussian', scale)
  return normal(scale, {
    name: `gaussian σ=${scale}`,
    support: EVERYWHERE,
    fill: (draws, data, offset, rows, width) => draws.fillNormal(data, offset, offset + rows * width, scale),
  })
}

/**
 * Independent entries of Student's t with 2 degrees of freedom, times `scale`, clipped to 10^4 · scale in size
 * (which changes one entry in 10^8). Their variance would be infinite.
 *
 * @throws {RangeError} unless 1e-15 ≤ scale ≤ 1e15
 *
 * @example
 * ```ts
 * heavyTailed(1)
 * ```
 */
export function heavyTailed(scale: number): Distribution {
  checkScale('heavy-tailed', scale)
  return ours({
    name: `heavy-tailed t₂ scale=${scale}`,
    support: [-1e4 * scale, 1e4 * scale],
    fill(draws, data, offset, rows, width) {
      for (let i = offset; i < offset + rows * width; i++) {
        const u = draws.open()
        // The quantile function of t with 2 degrees of freedom.
        const x = (2 * u - 1) / Math.sqrt(2 * u * (1 - u))
        data[i] = scale * Math.max(-1e4, Math.min(1e4, x))
      }
    },
  })
}

/**
 * Independent entries, uniform on [lo, hi] before they are rounded to float32.
 *
 * @throws {RangeError} unless lo < hi, both at most 1e30 in size
 *
 * @example
 * ```ts
 * uniform(-50, 50)
 * ```
 */
export function uniform(lo: number, hi: number): Distribution {
  if (!(lo < hi && lo >= -1e30 && hi <= 1e30)) {
    throw new RangeError(`uniform on [${lo}, ${hi}]; give lo < hi, at most 1e30 in size`)
  }
  const at = (share: number): number => lo + (hi - lo) * share
  return ours({
    name: `uniform [${lo}, ${hi}]`,
    // Not lo and hi: no draw is rounded to an end at 0.
    support: [at(LEAST_OPEN), at(1 - LEAST_OPEN)],
    fill(draws, data, offset, rows, width) {
      for (let i = offset; i < offset + rows * width; i++) data[i] = at(draws.open())
    },
  })
}

/**
 * Independent integers, uniform on -limit … limit; exact in float32, and so are their sums and products while
 * these stay below 2^24.
 *
 * @throws {RangeError} unless limit is an integer from 1 to 2^24
 *
 * @example
 * ```ts
 * lattice(4)
 * ```
 */
export function lattice(limit: number): Distribution {
  if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 24) {
    throw new RangeError(`the limit of lattice is ${limit}; give an integer from 1 to 2^24`)
  }
  return ours({
    name: `lattice ±${limit}`,
    admits: (x) => Number.isInteger(x) && Math.abs(x) <= limit,
    fill: (draws, data, offset, rows, width) =>
      draws.fillBelow(data, offset, offset + rows * width, 2 * limit + 1, -limit),
  })
}

/** Independent entries 1 or -1, with equal probability. */
export const signs: Distribution = ours({
  name: 'signs ±1',
  admits: (x) => Math.abs(x) === 1,
  fill(draws, data, offset, rows, width) {
    for (let i = offset; i < offset + rows * width; i++) data[i] = draws.sign()
  },
})

/**
 * Normal entries so large that softmax saturates: the standard deviation of a score q·k of two such arrays is
 * between 10 and 30, so over 16 tokens the scores range over about 30 to 100. Each array draws its own share of it,
 * and divides it by the fourth root of the width.
 */
export const saturated: Distribution = ours({
  name: 'saturated',
  fill(draws, data, offset, rows, width) {
    const deviation = 10 + 20 * draws.uniform()
    draws.fillNormal(data, offset, offset + rows * width, Math.sqrt(deviation / Math.sqrt(width)))
  },
})
