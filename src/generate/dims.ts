import type { Draws } from './draws.ts'

/** The extents a dim may have: one, several, or all integers from `min` to `max`. */
export type Extents = number | readonly number[] | { readonly min: number; readonly max: number }

/** The extents of all dims, in the order they were declared. */
export type Sizes = readonly number[]

interface Dim {
  readonly name: string
  readonly count: number
  readonly min: number
  readonly max: number
  at(choice: number): number
}

function checkExtent(name: string, extent: number): number {
  if (Number.isSafeInteger(extent) && extent >= 1) return extent
  throw new RangeError(
    `dim "${name}" has the extent ${extent}: shapes of zero hold no numbers; give positive integers, such as [1, 2, 8]`,
  )
}

function dimOf(name: string, extents: Extents): Dim {
  if (typeof extents === 'object' && 'min' in extents) {
    const min = checkExtent(name, extents.min)
    const max = checkExtent(name, extents.max)
    if (min > max) throw new RangeError(`dim "${name}" goes from ${min} to ${max}; give min ≤ max`)
    return { name, min, max, count: max - min + 1, at: (choice) => min + choice }
  }
  const list = [...new Set(typeof extents === 'number' ? [extents] : extents)]
  if (list.length === 0)
    throw new RangeError(`dim "${name}" has no extents; give at least one, such as [2, 8, 64]`)
  for (const extent of list) checkExtent(name, extent)
  return { name, min: Math.min(...list), max: Math.max(...list), count: list.length, at: (i) => list[i] }
}

/** As many combinations of extents are tried against a restriction. */
const TRIED = 2 ** 20

/** The named extents that shapes are made of, and which combinations of them are admitted. */
export class Dims {
  readonly names: readonly string[]
  /** Number of combinations that are drawn. */
  readonly count: number
  private readonly dims: readonly Dim[]
  private readonly admitted: readonly number[] | undefined
  private readonly where: ((sizes: Readonly<Record<string, number>>) => boolean) | undefined

  /** @throws {RangeError} for extents that are no positive integers, or when no combination is admitted */
  constructor(
    extents: Readonly<Record<string, Extents>>,
    where?: (sizes: Readonly<Record<string, number>>) => boolean,
  ) {
    this.names = Object.keys(extents)
    this.dims = this.names.map((name) => dimOf(name, extents[name]))
    this.where = where
    const all = this.dims.reduce((product, dim) => product * dim.count, 1)
    const limit = where ? TRIED : 2 ** 32
    if (all > limit)
      throw new RangeError(`${all} combinations of ${this.names.join(', ')}; give at most ${limit}`)
    if (where)
      this.admitted = Array.from({ length: all }, (_, i) => i).filter((i) =>
        where(this.named(this.decode(i))),
      )
    this.count = this.admitted ? this.admitted.length : all
    if (this.count === 0) {
      throw new RangeError(
        `no shape is left: \`where\` rejects all ${all} combinations of ${this.describe()}; allow more, or offer other extents`,
      )
    }
  }

  /** A combination by its number below `count`. */
  combination(number: number): Sizes {
    return this.decode(this.admitted ? this.admitted[number] : number)
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
