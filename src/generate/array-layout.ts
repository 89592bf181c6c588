import type { Case } from '../arithmetic/batch.ts'
import { sameShape, sizeOf, type Shape } from '../program/shape.ts'
import type { Dims, Sizes } from './dims.ts'

/** An axis of an array: a number for an extent that never changes, or the name of a dim. */
export type Axis = number | string

/** One array of a case, before its dims have extents. */
export interface Slot {
  readonly name: string
  readonly axes: readonly Axis[]
  /** For each axis the number of its dim, or -1 where the extent is a number. */
  readonly dims: readonly number[]
}

/**
 * The arrays of a case as they were declared.
 *
 * @throws {RangeError} when an extent is no positive integer, an axis names no dim, or a dim is used by no array
 */
export function slotsOf(arrays: Readonly<Record<string, readonly Axis[]>>, dims: Dims): readonly Slot[] {
  const slots = Object.keys(arrays).map((name): Slot => {
    const axes = arrays[name]
    for (const axis of axes) {
      if (typeof axis === 'string' ? !dims.names.includes(axis) : !Number.isSafeInteger(axis) || axis < 1) {
        throw new RangeError(
          typeof axis === 'string'
            ? `array "${name}" has an axis "${axis}", which is no dim; the dims are ${dims.names.join(', ') || 'none'}`
            : `array "${name}" has an axis of extent ${axis}: shapes of zero hold no numbers; give a positive integer`,
        )
      }
    }
    return {
      name,
      axes,
      dims: axes.map((axis) => (typeof axis === 'string' ? dims.names.indexOf(axis) : -1)),
    }
  })
  if (slots.length === 0) throw new RangeError('a case needs at least one array')
  const unused = dims.names.find((_, dim) => !slots.some((slot) => slot.dims.includes(dim)))
  if (unused !== undefined) throw new RangeError(`dim "${unused}" is an axis of no array; use it or drop it`)
  return slots
}

/** An array's place in a case of given sizes. */
export interface Place {
  readonly shape: Shape
  readonly size: number
  /** Product of all extents but the last. */
  readonly rows: number
  readonly width: number
}

export function placesOf(slots: readonly Slot[], sizes: Sizes): readonly Place[] {
  return slots.map((slot) => {
    const shape = Object.freeze(
      slot.axes.map((axis, i) => (typeof axis === 'number' ? axis : sizes[slot.dims[i]])),
    )
    const width = shape.length === 0 ? 1 : shape[shape.length - 1]
    return { shape, size: sizeOf(shape), rows: sizeOf(shape) / width, width }
  })
}

/** The extents of the dims in a case, or undefined when its arrays don't have the declared shapes. */
export function sizesOf(slots: readonly Slot[], dims: number, item: Case): Sizes | undefined {
  const sizes = new Array<number>(dims).fill(0)
  for (const slot of slots) {
    const shape = item.inputs[slot.name]?.shape
    if (!shape || shape.length !== slot.axes.length) return undefined
    slot.dims.forEach((dim, axis) => {
      if (dim >= 0) sizes[dim] = shape[axis]!
    })
  }
  return placesOf(slots, sizes).every(({ shape }, i) => sameShape(shape, item.inputs[slots[i].name].shape))
    ? sizes
    : undefined
}
