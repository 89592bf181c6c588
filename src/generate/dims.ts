import type { Draws } from './draws.ts'
import { dimOf, type Dim, type Extents } from './extents.ts'

/** The extents of all dims, in the order they were declared. */
export type Sizes = readonly number[]

/** Which combinations of extents are admitted. */
export type Where = (sizes: Readonly<Record<string, number>>) => boolean

/** So many combinations of extents are tried against `where` at most. */
const TRIED = 2 ** 20

/** The named extents that shapes are made of, and which combinations of them are admitted. */
export class Dims {
  readonly names: readonly string[]
  /** Number of combinations that are drawn. */
  readonly count: number
  private readonly dims: readonly Dim[]
  /** The numbers of the combinations that `where` allows; undefined for all. */
  private readonly admitted: readonly number[] | undefined

  /** @throws {RangeError} for extents that are no positive integers, or when no combination is admitted */
  constructor(
    extents: Readonly<Record<string, Extents>>,
    private readonly where?: Where,
  ) {
    this.names = Object.keys(extents)
    this.dims = this.names.map((name) => dimOf(name, extents[name]))
    const all = this.dims.reduce((product, dim) => product * dim.count, 1)
    const limit = where ? TRIED : 2 ** 32
    if (all > limit)
      throw new RangeError(`${all} combinations of ${this.names.join(', ')}; give at most ${limit}`)
    if (where) this.admitted = [...Array(all).keys()].filter((i) => where(this.named(this.decode(i))))
    this.count = this.admitted?.length ?? all
    if (this.count === 0)
      throw new RangeError(
        `no shape is left: \`where\` rejects all ${all} combinations of ${this.describe()}; allow more, or offer other extents`,
      )
  }

  /** A combination by its number below `count`. */
  combination(number: number): Sizes {
    return this.decode(this.admitted?.[number] ?? number)
  }

  /** Number of a uniformly drawn combination. */
  draw(draws: Draws): number {
    return this.count === 1 ? 0 : draws.below(this.count)
  }

  /** Whether a case may have these sizes: each between its dim's smallest and largest extent, and `where` true. */
  admits(sizes: Sizes): boolean {
    return (
      this.dims.every(
        ({ min, max }, i) => Number.isInteger(sizes[i]) && sizes[i] >= min && sizes[i] <= max,
      ) &&
      (!this.where || this.where(this.named(sizes)))
    )
  }

  /** The ranges of all dims, such as `tokens 2 to 64, width 4`. */
  describe(): string {
    return this.dims
      .map(({ name, min, max }) => `${name} ${min === max ? min : `${min} to ${max}`}`)
      .join(', ')
  }

  /** Smallest extent of a dim. */
  smallest(dim: number): number {
    return this.dims[dim].min
  }

  private decode(number: number): Sizes {
    const sizes = new Array<number>(this.dims.length)
    for (let i = this.dims.length - 1; i >= 0; i--) {
      const { count, at } = this.dims[i]
      sizes[i] = at(number % count)
      number = Math.floor(number / count)
    }
    return sizes
  }

  private named(sizes: Sizes): Readonly<Record<string, number>> {
    return Object.fromEntries(this.names.map((name, i) => [name, sizes[i]]))
  }
}
