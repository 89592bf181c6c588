import type { Draws } from './draws.ts'

/** A family of float32 arrays: how their entries are drawn, by value and never by bit pattern. */
export interface Distribution {
  /** As it stands in the evidence, such as `gaussian σ=1`. */
  readonly name: string
  /**
   * Fills data[offset .. offset + rows · width) with `rows` rows of `width` finite float32 numbers.
   * It may draw from `draws` alone, and must not keep it.
   */
  fill(draws: Draws, data: Float32Array, offset: number, rows: number, width: number): void
  /** What a mixture chooses from; absent for a family of one kind. */
  readonly parts?: readonly Member[]
  /**
   * That its entries are independent, and may be any float32 numbers from the first of these to the second: a search may
   * move them there. Left out where only some arrays are possible, or it is not known which.
   */
  readonly support?: readonly [lo: number, hi: number]
  /** Whether an entry may be this number, where `support` does not say it. */
  admits?(x: number): boolean
}

/** The least and the largest number that an entry may be. */
export type Support = readonly [lo: number, hi: number]

/** One member of a mixture, with its probability. */
interface Member {
  readonly share: number
  readonly distribution: Distribution
}

const width = ([lo, hi]: Support): number => hi - lo

const own = new WeakSet<Distribution>()

/** Whether an entry may be this number, as far as the family says; shrinking goes nowhere else. */
export function mayDraw(family: Distribution, x: number): boolean {
  const { parts, support } = family
  if (parts) return parts.some(({ distribution }) => mayDraw(distribution, x))
  return family.admits?.(x) ?? (!support || (support[0] <= x && x <= support[1]))
}

/** Marks a family of this library's: it fills all that it is asked to, always with the same numbers, and ends. */
export function ours(distribution: Distribution): Distribution {
  own.add(Object.freeze(distribution))
  return distribution
}

const deviations = new WeakMap<Distribution, number>()

/** Marks one of the families of this library whose `fill` is `draws.fillNormal` with this standard deviation, and nothing else. */
export function normal(deviation: number, distribution: Distribution): Distribution {
  deviations.set(distribution, deviation)
  return ours(distribution)
}

/** The standard deviation of a family that was marked as normal. */
export const deviationOf = (distribution: Distribution): number | undefined => deviations.get(distribution)

/** Whether all the code that draws its numbers is this library's. */
export const isOurs = (distribution: Distribution): boolean => own.has(distribution)

/** Draws the family of a case: of a mixture one member, else the distribution itself. */
export function chooseFamily(distribution: Distribution, draws: Draws): Distribution {
  const { parts } = distribution
  if (!parts) return distribution
  let left = draws.uniform()
  let i = 0
  while (i < parts.length - 1 && left >= parts[i].share) left -= parts[i++].share
  return parts[i].distribution
}

/**
 * Draws one of several distributions for each case, with probabilities in proportion to the weights. Mixtures of
 * mixtures are one flat mixture.
 *
 * @throws {RangeError} when there is no member, or a weight is not a positive finite number
 *
 * @example
 * ```ts
 * mixture([3, gaussian(1)], [1, lattice(4)])
 * ```
 */
export function mixture(
  ...members: readonly (readonly [weight: number, distribution: Distribution])[]
): Distribution {
  if (members.length === 0) throw new RangeError('a mixture needs at least one distribution')
  for (const [weight, { name }] of members)
    if (!(weight > 0 && weight < Infinity))
      throw new RangeError(`the weight of ${name} is ${weight}; give a positive number`)
  const total = members.reduce((sum, [weight]) => sum + weight, 0)
  const parts = Object.freeze(
    members.flatMap(([weight, distribution]): Member[] =>
      (distribution.parts ?? [{ share: 1, distribution }]).map((part) => ({
        share: (part.share * weight) / total,
        distribution: part.distribution,
      })),
    ),
  )
  // What one member may draw, the mixture may.
  const supports = parts.flatMap(({ distribution }) => (distribution.support ? [distribution.support] : []))
  const mixed: Distribution = {
    name: `mixture of ${parts.map((part) => part.distribution.name).join(', ')}`,
    parts,
    ...(supports.length > 0 && {
      support: supports.reduce((widest, each) => (width(each) > width(widest) ? each : widest)),
    }),
    fill(draws, data, offset, rows, width) {
      chooseFamily(this, draws).fill(draws, data, offset, rows, width)
    },
  }
  return parts.every((part) => isOurs(part.distribution)) ? ours(mixed) : mixed
}
