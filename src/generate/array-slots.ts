import type { Dims } from './dims.ts'
import { checkExtent } from './extents.ts'

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
 * @throws {RangeError} when an extent is no positive integer, an axis names no dim, a dim is used by no array, or a name
 * is `__proto__`
 */
export function slotsOf(arrays: Readonly<Record<string, readonly Axis[]>>, { names }: Dims): readonly Slot[] {
  const dimOf = (array: string, axis: Axis): number => {
    if (typeof axis === 'number') checkExtent(`an axis of array "${array}"`, axis)
    else if (!names.includes(axis))
      throw new RangeError(
        `array "${array}" has an axis "${axis}", which is no dim; the dims are ${names.join(', ') || 'none'}`,
      )
    return typeof axis === 'number' ? -1 : names.indexOf(axis)
  }
  for (const named of [names, Object.keys(arrays)])
    if (named.includes('__proto__'))
      throw new RangeError('no array or dim can be named "__proto__": JavaScript would lose it')
  // Written without brackets it is not even an entry.
  if (Array.isArray(Object.getPrototypeOf(arrays)))
    throw new RangeError('no array can be named "__proto__": JavaScript would lose it')
  const slots = Object.entries(arrays).map(([name, axes]): Slot => ({
    name,
    axes,
    dims: axes.map((axis) => dimOf(name, axis)),
  }))
  if (slots.length === 0) throw new RangeError('a case needs at least one array')
  const unused = names.find((_, dim) => !slots.some((slot) => slot.dims.includes(dim)))
  if (unused !== undefined) throw new RangeError(`dim "${unused}" is an axis of no array; use it or drop it`)
  return slots
}
