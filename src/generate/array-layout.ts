import type { Case } from '../arithmetic/batch.ts'
import { sameShape, sizeOf, type Shape } from '../program/shape.ts'
import type { Slot } from './array-slots.ts'
import type { Dims, Sizes } from './dims.ts'

/** An array in a case whose dims have extents. */
export interface Place {
  readonly shape: Shape
  readonly size: number
  /** Product of all extents but the last. */
  readonly rows: number
  readonly width: number
}

/** More shapes than this are laid out anew for each case. */
const REMEMBERED = 4096
/** The mean size of a case is taken over so many shapes. */
const SAMPLED = 256
/** More shapes than this are described by their ranges. */
const LISTED = 64

/** The shapes that the arrays of a case may have. */
export class ArrayLayout {
  private readonly remembered: (readonly Place[] | undefined)[] = []

  constructor(
    readonly slots: readonly Slot[],
    readonly dims: Dims,
  ) {}

  /** The arrays of a shape by its number. */
  places(combination: number): readonly Place[] {
    const known = this.remembered[combination]
    if (known) return known
    const places = this.placesFor(this.dims.combination(combination))
    // Cases of one shape share its arrays of extents, by which `shapeKey` tells them fast.
    if (combination < REMEMBERED) this.remembered[combination] = places
    return places
  }

  /** The extents of the dims in a case that has these arrays; undefined when they don't have the declared shapes. */
  sizesOf({ inputs }: Case): Sizes | undefined {
    const sizes = this.dims.names.map((_, dim) => {
      const { name, dims } = this.slots.find((slot) => slot.dims.includes(dim))!
      return inputs[name].shape[dims.indexOf(dim)]
    })
    const places = this.placesFor(sizes)
    return this.slots.every(({ name }, i) => sameShape(places[i].shape, inputs[name].shape))
      ? sizes
      : undefined
  }

  /** The mean number of numbers in a case, over some of the shapes, evenly spaced. */
  get meanSize(): number {
    const step = Math.ceil(this.dims.count / SAMPLED)
    const sizes = Array.from({ length: Math.ceil(this.dims.count / step) }, (_, i) =>
      this.places(i * step).reduce((sum, { size }) => sum + size, 0),
    )
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  }

  /** All shapes, or the ranges of their dims, in words. */
  describe(): string[] {
    const { count } = this.dims
    if (count > LISTED)
      return [`${this.inWords(this.slots.map(({ axes }) => axes))} with ${this.dims.describe()}`]
    return Array.from({ length: count }, (_, i) => this.inWords(this.places(i).map(({ shape }) => shape)))
  }

  private inWords(shapes: readonly (readonly (number | string)[])[]): string {
    return this.slots.map(({ name }, i) => `${name}[${shapes[i].join('×')}]`).join(' ')
  }

  private placesFor(sizes: Sizes): readonly Place[] {
    return this.slots.map(({ axes, dims }) => {
      const shape = Object.freeze(axes.map((axis, i) => (typeof axis === 'number' ? axis : sizes[dims[i]])))
      const width = shape.at(-1) ?? 1
      return { shape, size: sizeOf(shape), rows: sizeOf(shape) / width, width }
    })
  }
}
